"""`python -m crossreview`: the command line."""

from crossreview.cli import main

if __name__ == "__main__":
    main()
