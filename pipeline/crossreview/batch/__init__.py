"""Many documents: read them in parallel into a library, and say of each what became of it."""

from crossreview.batch.failures import Failure, load_failures
from crossreview.batch.filing import Entry
from crossreview.batch.outcomes import Event, Failed, Read, RunReport, Skipped, Started, Step
from crossreview.batch.removal import finish_withdrawals
from crossreview.batch.reports import news_since, run_report, words_path
from crossreview.batch.run import Job, bring_up_to_date, locked, run_batch
from crossreview.batch.settings import (
    OCR_SECONDS_PER_PAGE,
    SECONDS_PER_PAGE,
    BatchSettings,
    Certificates,
    Cluster,
    Pipeline,
    available_processors,
    standard_pipeline,
    update_search_index,
)
from crossreview.batch.summary import causes_of, new_documents, news_lines, news_of_several, summary_of, what_became
from crossreview.batch.watching import Clock, Watching, check_reader, read_inbox, watch
from crossreview.batch.withdrawing import take_back, withdraw

__all__ = [
    "OCR_SECONDS_PER_PAGE",
    "SECONDS_PER_PAGE",
    "BatchSettings",
    "Certificates",
    "Clock",
    "Cluster",
    "Entry",
    "Event",
    "Failed",
    "Failure",
    "Job",
    "Pipeline",
    "Read",
    "RunReport",
    "Skipped",
    "Started",
    "Step",
    "Watching",
    "available_processors",
    "bring_up_to_date",
    "causes_of",
    "check_reader",
    "finish_withdrawals",
    "load_failures",
    "locked",
    "new_documents",
    "news_lines",
    "news_of_several",
    "news_since",
    "read_inbox",
    "run_batch",
    "run_report",
    "standard_pipeline",
    "summary_of",
    "take_back",
    "update_search_index",
    "watch",
    "what_became",
    "withdraw",
    "words_path",
]
