"""Wilson score interval of a proportion (E. B. Wilson, JASA 22, 1927)."""

from math import sqrt


def interval(right: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """Bounds of the 95 % interval for ``right`` of ``n``; ``(0, 1)`` for no observations."""
    if n == 0:
        return 0.0, 1.0
    p = right / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)
