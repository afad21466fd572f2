"""Applications, offers and funds in words and sums, put together once for each page."""
