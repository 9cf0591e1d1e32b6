"""The network, its shops, the guilds and groups tied to them, and who stands where; must not know votes or books."""
