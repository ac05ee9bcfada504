"""One file a format. Each reads bytes, or a stream of them, into articles and rejects; what a file holds never makes
it raise."""
