# ---
# jupyter:
#   jupytext:
#     formats: py:percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # How themes are given, and how far to trust them
#
# Trained models give each statement up to three of the themes of the taxonomy, each with a probability and with the
# words that speak for it: one by the words that it has, one by what the sentence means. This notebook looks at what
# they give to statements by an author who had no part in their training, coded twice: a theme is right if either coder
# gave it, and missed if both did. All of them are fictional.

# %%
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from crossreview.resources import resource_folder
from crossreview.themes import classify, load_classifier
from crossreview.themes.measure import agreement, by_theme, calibration
from crossreview.themes.statements import load_held_out
from crossreview.vocabulary.taxonomy import load_taxonomy

taxonomy = load_taxonomy()
labels = {theme.id: theme.label for theme in taxonomy.themes}
held_out = load_held_out(resource_folder("models") / "statements")
texts = [one.text for one in held_out]
populations = [one.population for one in held_out]
given = classify(texts, populations)

# %% [markdown]
# ## 1. A statement, its themes, and the words that led there

# %%
[
    {
        "statement": text,
        "themes": [(labels[one.theme], one.score, [text[start:end] for start, end in one.evidence]) for one in themes],
        "two coders": sorted(coded.either),
    }
    for text, themes, coded in list(zip(texts, given, held_out, strict=True))[6:10]
]

# %% [markdown]
# ## 2. Precision and recall, theme by theme
#
# Of a theme with few statements a score says little: look at the counts first.

# %%
names = [[one.theme for one in themes] for themes in given]
whole = agreement(names, held_out)
f"precision {whole.precision:.2f}, recall {whole.recall:.2f}, micro-F1 {whole.f1:.2f}"

# %%
scores = pd.DataFrame(
    {
        labels[theme]: {"right": one.right, "wrong": one.wrong, "missed": one.missed, "F1": round(one.f1, 2)}
        for theme, one in by_theme(names, held_out).items()
    }
).T
scores.sort_values(["F1", "right"], ascending=False)

# %% [markdown]
# ## 3. Thresholds: what more would be found, at which price
#
# A theme is given from its threshold on. A lower one finds more and is wrong more often. (Thresholds come from
# training statements by other authors, never from these.)

# %%
classifier = load_classifier()
chances = classifier.chances(texts, populations)


def given_from(threshold: float) -> list[list[str]]:
    """The themes of each statement with at least this probability, three at most."""
    likeliest = np.argsort(-chances, axis=1)[:, :3]
    return [
        [classifier.themes[column] for column in row if chances[number, column] >= threshold]
        for number, row in enumerate(likeliest)
    ]


steps = np.arange(0.2, 0.96, 0.05)
curve = [agreement(given_from(step), held_out) for step in steps]
plt.figure(figsize=(6, 3.5))
plt.plot(steps, [one.precision for one in curve], label="precision")
plt.plot(steps, [one.recall for one in curve], label="recall")
plt.plot(steps, [one.f1 for one in curve], label="F1")
plt.axvspan(classifier.thresholds.min(), classifier.thresholds.max(), color="0.9", label="thresholds in use")
plt.xlabel("probability from which on a theme is given")
plt.legend()
plt.tight_layout()

# %% [markdown]
# ## 4. Are the probabilities worth what they say?
#
# Where the points lie above the line, more was right than the models dared to say.

# %%
emitted = [
    (one.score, one.theme in coded.either) for themes, coded in zip(given, held_out, strict=True) for one in themes
]
found = calibration([score for score, _ in emitted], [right for _, right in emitted])
plt.figure(figsize=(4, 4))
plt.plot([0, 1], [0, 1], color="0.7")
plt.plot(*zip(*found.bins, strict=True), marker="o")
plt.xlabel("probability given")
plt.ylabel("share that is right")
plt.title(f"expected error {found.error:.3f} ({found.interval[0]:.3f} to {found.interval[1]:.3f})", fontsize=9)
plt.tight_layout()

# %% [markdown]
# ## 5. Which neighbours are taken for one another?
#
# The first theme of the models, where it is wrong, beside the first theme of the first coder.

# %%
mistaken = [
    (labels[themes[0].theme], labels[next(iter(sorted(coded.first)))])
    for themes, coded in zip(given, held_out, strict=True)
    if themes and coded.first and themes[0].theme not in coded.either
]
pd.DataFrame(mistaken, columns=["models", "coder"]).value_counts().rename("statements").to_frame().head(12)

# %% [markdown]
# ## 6. Statements without a theme
#
# The models abstain where the words say little. Many of these need a reader who knows what was meant.

# %%
silent = [(text, sorted(coded.both)) for text, themes, coded in zip(texts, given, held_out, strict=True) if not themes]

pd.DataFrame(silent, columns=["statement", "both coders"])
