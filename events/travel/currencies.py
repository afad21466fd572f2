"""The currencies in which money is given, and their smallest units (ISO 4217)."""

from decimal import Decimal

# Decimal places by code. A sprint pays in one that its organizations keep accounts in; add yours.
PLACES = {
    "AUD": 2, "BRL": 2, "CAD": 2, "CHF": 2, "CLP": 0, "CNY": 2, "CZK": 2, "DKK": 2, "EUR": 2,
    "GBP": 2, "HUF": 2, "IDR": 2, "ILS": 2, "INR": 2, "ISK": 0, "JPY": 0, "KRW": 0, "KWD": 3,
    "MXN": 2, "NOK": 2, "NZD": 2, "PLN": 2, "RON": 2, "SEK": 2, "SGD": 2, "THB": 2, "TND": 3,
    "TRY": 2, "TWD": 2, "UAH": 2, "USD": 2, "VND": 0, "ZAR": 2,
}  # fmt: skip
MOST_PLACES = max(PLACES.values())
CHOICES = [(code, code) for code in PLACES]
MOST = Decimal(10_000_000)  # no sprint pays more to anybody; more is a typing error


def unit(currency: str) -> Decimal:
    """The smallest amount of this currency: 0.01 of the euro, 1 of the yen."""
    return Decimal(1).scaleb(-PLACES[currency])


def wrong_amount(amount: Decimal, currency: str) -> str:
    """Why this amount cannot be paid in this currency, as a sentence; empty if it can."""
    if amount <= 0:
        return "An amount of money is more than nothing."
    if amount > MOST:
        return f"That is more than {MOST:,}."
    if amount != amount.quantize(unit(currency)):
        return f"The smallest amount in {currency} is {unit(currency)}."
    return ""


def plain(amount: Decimal | None, currency: str) -> str:
    """ "1,200.00", for a table that names the currency elsewhere; empty without an amount."""
    return "" if amount is None else f"{amount.quantize(unit(currency)):,}"


def in_words(amount: Decimal | None, currency: str) -> str:
    """ "1,200.00 EUR"; empty without an amount."""
    return "" if amount is None else f"{plain(amount, currency)} {currency}"
