"""Who is who: linkage without a number, near-duplicate texts, components of pairs."""
