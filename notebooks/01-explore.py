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
# # From a library to pandas
#
# A library gives its contents as pandas frames with stable columns: `documents`, `items`, `recommendations` and
# `sections`. This notebook asks four questions of the library that `make demo` makes. The documents are fictional.
#
# Open it in Jupyter with jupytext, or turn it into an `.ipynb` with `jupytext --to ipynb notebooks/01-explore.py`.

# %%
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer

from crossreview.library import Library
from crossreview.records import ASK_KINDS
from crossreview.vocabulary.taxonomy import load_taxonomy

library = Library.open(Path("../demo-library"))
documents = library.frame("documents")
items = library.frame("items")

documents.sort_values("filename")[
    ["filename", "genre", "review_type", "document_date", "pages", "coverage_recommendation"]
]

# %% [markdown]
# ## 1. Which problems come up in the most documents?
#
# Counted by document, so that a long report does not outweigh a short one. (Several documents can be about the same
# review; group them first where that matters.)

# %%
labels = {theme.id: theme.label for theme in load_taxonomy().themes}
themes = items.explode("themes").dropna(subset="themes")
by_document = themes.groupby("themes")["document_id"].nunique().sort_values(ascending=False)
by_document.rename(index=labels).rename("documents").to_frame().head(10)

# %% [markdown]
# ## 2. Who is asked to do what, and about which problem?
#
# Asks are items by which somebody is asked to act. An ask without an addressee names nobody: that is a finding about
# the review, and not a gap to be filled in.

# %%
asks = items[items["kind"].isin(ASK_KINDS)]
named = asks.explode("addressees").assign(addressees=lambda frame: frame["addressees"].fillna("(nobody named)"))
groups = named.explode("themes").assign(group=lambda frame: frame["themes"].str.partition(".")[0])
pd.crosstab(groups["addressees"], groups["group"])

# %% [markdown]
# The asks about elective home education, with the page that each came from:

# %%
about = asks[asks["themes"].map(lambda themes: "NEE.elective_home_education" in themes)]
about[["filename", "page", "label", "text"]].style.hide(axis="index").set_properties(**{"text-align": "left"})

# %% [markdown]
# ## 3. What is said to have been done?
#
# Only documents that report progress can say. The absence of an update is not the absence of an action.

# %%
progress = items[items["kind"].isin(["progress", "response"])]
done = pd.crosstab(progress["filename"], progress["status"].fillna("no_status"))
done

# %%
ax = done.plot.barh(
    stacked=True, colormap="viridis", figsize=(9, 0.6 * len(done) + 1.5), xlabel="statements", ylabel=""
)
ax.legend(title=None, frameon=False, bbox_to_anchor=(1, 1))
_ = ax.set_title("Status as the document itself reports it", loc="left")

# %% [markdown]
# ## 4. Have we been told this before?
#
# Asks of different documents in words that resemble each other: TF-IDF weights of words and pairs of words, compared by
# the angle between them. The measure knows nothing of meaning; it finds what to read side by side.

# %%
weights = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english").fit_transform(asks["text"])
likeness = (weights @ weights.T).toarray()
other_document = np.not_equal.outer(asks["document_id"].to_numpy(), asks["document_id"].to_numpy())
first, second = np.nonzero(np.triu(other_document & (likeness >= 0.15)))
pairs = pd.DataFrame(
    {
        "likeness": likeness[first, second].round(2),
        "document": asks["filename"].to_numpy()[first],
        "ask": asks["text"].to_numpy()[first],
        "other document": asks["filename"].to_numpy()[second],
        "other ask": asks["text"].to_numpy()[second],
    }
)
pairs.nlargest(8, "likeness").style.hide(axis="index").format(precision=2).set_properties(**{"text-align": "left"})
