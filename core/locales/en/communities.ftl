# The network: set-up, shops, staff.

cmd-setup = Tie this channel or group to a bookshop
    .name = setup
cmd-announce-here = Announce in this channel from now on
    .name = announce here
cmd-shop-invite = Invite a bookshop into the network
    .name = shop invite
cmd-shop-list = See the network’s bookshops
    .name = shop list
cmd-staff-grant = Give a role in the bookshop
    .name = staff grant
cmd-staff-revoke = Take a role away
    .name = staff revoke
cmd-staff-list = See the staff
    .name = staff list

setup-shop = Bookshop
    .ask = What is the bookshop called?
setup-code = Code
    .ask = Which code were you given? Leave it empty if you already manage this shop.
setup-zone-name = Time zone
    .ask = Which time zone? For example Europe/Paris.
invite-shop = Bookshop
    .ask = Which bookshop do you invite?
staff-person = Person
    .ask = Who? Their user name, with @.
staff-standing = Role
    .ask = Which role?
staff-standing-animator = Animator
staff-standing-bookseller = Bookseller
staff-standing-shop-manager = Shop manager
staff-standing-network-owner = Network owner

setup-done = Done: this place belongs to { $shop }. I will announce here.
setup-owner = You are the network’s owner now.
setup-missing = I lack these rights here to do it well:
setup-next = I have every right I need. Try opening a vote.
setup-in-private = Type this command in the bookshop’s channel or group, not in private.
setup-refused = Tying this place takes a code: the one of the first start, or one the network gave you.
setup-not-admin = You must administer this place, or have a code, to tie it to a bookshop.
setup-tied = This place belongs to { $shop }: only a manager of { $shop } or the network’s owner can give it to another bookshop.
setup-code-wait = Too many codes tried. Wait { $minutes } minutes, then type yours again.
setup-code-wrong = This code does not fit: it was used, it has lapsed, or a character is missing.
setup-zone = I do not know the time zone “{ $zone }”. Write for example Europe/Paris or America/Montreal.
invite-done = Here is a code for { $shop }. It lasts a week and works once:
invite-spent = The code asked for { $shop } has been used already. For another one, type the command again.
invite-how = The person types { $command }, the bookshop’s name and this code, in their channel or group, and becomes its manager.
staff-granted = Done. New role: { $standing }.
staff-revoked = Done: this person has no role here any more.
staff-too-high = You can neither give nor take away this role: { $standing }.
staff-last-owner = This is the network’s last owner: name another one first.
staff-title = Staff
staff-empty = Nobody has a role here yet.
staff-line = { $name } · { $standing }
announce-here = Very well: { $shop } announces here from now on.
shops-title = { $count ->
    [one] The network’s bookshop
   *[other] The network’s { $count } bookshops
 }
shops-empty = The network has no bookshop yet.
shops-line = { $shop }{ $count ->
    [0] { "" }
   *[other] , on { $places }
 }
