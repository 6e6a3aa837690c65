"""Where everything stands on paper: a manuscript becomes pages, pages become PDF or SVG.

Pure, and it knows nothing of Word's files: what it sets is a `Manuscript`, whoever has read it.
"""
