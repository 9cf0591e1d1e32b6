# Selections: what the shop stands for.

cmd-selection-list = See the shop’s latest selections
    .name = selection list
cmd-selection-show = See the books of a selection
    .name = selection show
cmd-selection-announce = Announce a selection in the shop’s rooms
    .name = selection announce
selection-which = Selection
    .ask = Which selection?
selection-title = { $name }
selection-footer = A selection by { $shop } · { $at }
selection-made = It is among the shop’s selections now.
selection-announce = Announce it
selection-sent = { $name } is on its way to { $count ->
    [one] one room
   *[other] { $count } rooms
 }.
selection-announced = “{ $name }” has been announced already.
selection-not-yours = This selection is another shop’s.
selection-no-room = No room is tied to your shop for now.
selection-gone = This selection does not exist, or no longer.
selection-empty = A selection holds one book at least.
selections-title = Our selections
selections-empty = No selection yet. The next one may come out of a vote!
selections-line = { $name } · { $count ->
    [one] one book
   *[other] { $count } books
 } · { $at }
selections-none = No selection is called “{ $typed }”.
selections-several = Several selections fit “{ $typed }”. Choose from the list.
