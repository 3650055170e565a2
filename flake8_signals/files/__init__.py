"""What is told of files before any parsing: roots, decoding, words, imports, the cache."""
