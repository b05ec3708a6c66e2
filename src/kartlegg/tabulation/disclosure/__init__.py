"""Which published numbers would tell of single units, and which others hide them. No file and no look may enter.

Method: docs/method/disclosure.md. In the order of work: `rules` are the survey's; `cells` are what is published, each
number once wherever it is shown; `families` are what readers know of them besides; `attack` is how near readers come
to a hidden number; `hiding` finds the fewest numbers that must be hidden for them to come no nearer.
"""
