"""What is known about files before parsing: roots, decoding, prefilter, import scan, cache."""
