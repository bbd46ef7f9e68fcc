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
# # A thematic review, from a question to a briefing
#
# "What have reviews said about elective home education since 2019, in which areas, who was asked to do what, has it
# been recommended before, and was it done?" This notebook answers it from the library that `make demo` makes. The
# documents are fictional.
#
# Nothing here writes a sentence about what happened: everything is quoted, and every quotation has its page.

# %%
from pathlib import Path

import pandas as pd
from IPython.display import Image

from crossreview.library import Library
from crossreview.report.briefing import brief
from crossreview.report.frames import trend_frame
from crossreview.report.plots import plot_trend
from crossreview.report.trends import trend
from crossreview.report.writing import write_briefing
from crossreview.search import Query
from crossreview.search.similar import similar

library = Library.open(Path("../demo-library"))
question = "elective home education since:2019"

# %% [markdown]
# ## 1. What is there
#
# The totals and the counts are of passages that have the words. They are counted by review: a report and its summary
# are one review.

# %%
results = library.search(question)
print(f"{results.total_passages} passages in {results.total_documents} documents of {results.total_reviews} reviews")
pd.DataFrame(
    [
        {"fact": name, "value": count.value, "reviews": count.reviews, "passages": count.passages}
        for name in ("kind", "area", "year", "addressee")
        for count in results.facets[name]
    ]
).groupby("fact").head(5).reset_index(drop=True)

# %% [markdown]
# ## 2. What they say, with the page
#
# A search is a text that can be kept: `results.query` gives it back.

# %%
said = library.search("elective home education kind:finding,learning_point since:2019")
for hit in said.hits[:5]:
    print(f"“{hit.passage}”\n    {hit.filename}, page {hit.page}\n")

# %% [markdown]
# ## 3. Who was asked to do what

# %%
asked = library.search("theme:NEE.elective_home_education kind:recommendation,area_for_improvement since:2019")
recommendations = pd.DataFrame(
    [
        {
            "asked of": ", ".join(hit.addressees) or "(nobody named)",
            "text": hit.passage,
            "area": ", ".join(hit.areas),
            "where": f"{hit.filename}, page {hit.page}",
            "item": hit.item_id,
        }
        for hit in asked.hits
    ]
)
recommendations.style.hide(axis="index").set_properties(**{"text-align": "left"})

# %% [markdown]
# ## 4. Has it been recommended before?
#
# The asks of other reviews that are close to the first of these. What is near has to be read: a machine does not know
# whether the one, carried out, would have done the other.

# %%
before = similar(library, recommendations["item"][0])
print("Asked:", before.text, "\n")
for ask in before.asks[:5]:
    print(f"{ask.closeness} ({ask.likeness:.2f}), {', '.join(ask.areas)}, {ask.date}: “{ask.text}”")
    print(f"    {ask.filename}, page {ask.page}\n")

# %% [markdown]
# ## 5. In how many reviews?
#
# Beside each number stands the number of reviews in which it could have occurred. Shares of fewer than five reviews are
# left out.

# %%
by_year = trend(library, "year", {"elective home education": Query.read("elective home education")})
trend_frame(by_year)

# %%
plot_trend(by_year, Path("elective-home-education.png"))
Image("elective-home-education.png")

# %% [markdown]
# ## 6. The briefing
#
# What reviews say, what was asked of whom, what became of it, good practice and where it recurs, from quotations alone.
# Where the library has no update on an ask, it says so. `crossreview brief` writes the same.

# %%
briefing = brief(library, Query(themes=("NEE.elective_home_education",), since="2019"))
write_briefing(briefing, Path("elective-home-education.html"))
for each in briefing.asked[:3]:
    print(f"“{each.quote.text}” [{each.quote.source}], page {each.quote.page}")
    print(
        "   ",
        each.gap or "; ".join(f"{update.status or update.kind}: “{update.text}”" for update in each.updates),
        "\n",
    )
