"""The whole work in a browser: server-side pages over the same jobs as the command line.

Every page works without JavaScript; a script of ours only makes it quicker. What a clerk types ends in
the YAML file of the letter, with the comments and the order that stand there.
"""
