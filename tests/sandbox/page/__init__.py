"""The rehearsal room, room by room."""
