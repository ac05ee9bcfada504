"""Who and where is in this article?"""
