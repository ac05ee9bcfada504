"""Where do articles come from? Files in every shape a newspaper leaves behind, read into articles.

This package knows files and knows nothing of search.
"""
