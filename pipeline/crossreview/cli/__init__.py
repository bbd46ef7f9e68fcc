"""The command line. Commands parse arguments and call one function each; stdout is data, stderr is talk."""

from crossreview.cli.app import main

__all__ = ["main"]
