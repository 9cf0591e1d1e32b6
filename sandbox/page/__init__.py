"""The rehearsal room: both platforms on one page, to act as anybody without a token; must not know the product."""
