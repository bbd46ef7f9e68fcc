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
# # Trends, and how far they carry
#
# In how many reviews does a theme occur, of how many, by year, type of review, area and addressee? Counted by review,
# never by mention. The library is the one that `make demo` makes; its documents are fictional, so the trends are too.

# %%
from pathlib import Path

from IPython.display import Image

from crossreview.library import Library
from crossreview.report.frames import trend_frame
from crossreview.report.plots import plot_trend
from crossreview.report.trends import theme_series, trend
from crossreview.search import Query
from crossreview.vocabulary.taxonomy import load_taxonomy

library = Library.open(Path("../demo-library"))
labels = {theme.id: theme.label for theme in load_taxonomy().themes}

# %% [markdown]
# ## 1. The themes that occur in the most reviews

# %%
themes = trend_frame(trend(library, "theme", theme_series((), Query())))
themes[["label", "reviews", "of", "share"]].head(10)

# %% [markdown]
# ## 2. Two themes over the years
#
# The bars stand beside the number of reviews of that year. A year with few reviews says nothing: it is pale here, and
# its share is missing in the frame.

# %%
over_years = trend(library, "year", theme_series(("HAR.self_neglect", "ORG.supervision"), Query()))
for note in over_years.notes:
    print(note)
plot_trend(over_years, Path("over-years.png"))
Image("over-years.png")

# %%
frame = trend_frame(over_years)
frame.pivot(index="value", columns="series", values=["reviews", "of"])

# %% [markdown]
# ## 3. By type of review
#
# Self-neglect is what Safeguarding Adults Reviews are about; that it is rare in reviews about children is no finding.
# Compare like with like: a search narrows what is counted, and the denominators with it.

# %%
trend_frame(trend(library, "type", theme_series(("HAR.self_neglect",), Query())))

# %%
adults = Query.read("type:sar")
trend_frame(trend(library, "year", theme_series(("HAR.self_neglect",), adults)))

# %% [markdown]
# ## 4. Who is asked
#
# The share of reviews that ask each kind of body anything about information sharing.

# %%
asked = Query.read("theme:MAW.information_sharing kind:recommendation,area_for_improvement,priority_action")
trend_frame(trend(library, "addressee", {"information sharing": asked})).head(8)

# %% [markdown]
# ## 5. What these numbers cannot say
#
# - A library is what somebody collected. More reviews of a year are not more deaths, and a theme that is named more
#   often is not a problem that grew.
# - Themes are given by a model: its card says how often it is right. A theme that is missed is missed in every count.
# - Reviews are few and about few people. A count of one, with an area and a year, points at a person.

# %%
print({labels[each]: int(themes.set_index("value").loc[each, "reviews"]) for each in ("HAR.self_neglect", "HAR.fii")})
