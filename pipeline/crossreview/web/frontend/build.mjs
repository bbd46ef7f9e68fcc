// Makes ../static from these files and govuk-frontend. What comes out is committed, so that nobody needs Node to run it.
import { createHash } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { compile } from "sass";

const to = "../static";
const sources = ["crossreview.scss", "crossreview.js", "build.mjs", "package-lock.json"];

const style = compile("crossreview.scss", { style: "compressed", loadPaths: ["node_modules"], quietDeps: true });
writeFileSync(`${to}/crossreview.css`, style.css.replace(/^﻿/, "").trim() + "\n");
await build({
  entryPoints: ["crossreview.js"],
  outfile: `${to}/crossreview.js`,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox115", "safari16"],
  legalComments: "none",
});
// govuk-frontend is published without the text of its licence, which has to go with what is made of it.
copyFileSync("govuk-frontend-LICENSE.txt", `${to}/govuk-frontend-LICENSE.txt`);

// A test compares this with the sources, so that what is committed is what they make.
const hash = createHash("sha256");
for (const name of sources) hash.update(readFileSync(name));
writeFileSync(`${to}/sources.sha256`, hash.digest("hex") + "\n");
