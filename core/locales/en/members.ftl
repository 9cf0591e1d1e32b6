# Members: linking accounts, language, help.

cmd-start = Say hello
    .name = start
cmd-help = See what I can do
    .name = help
cmd-link = Make one person of your accounts on both networks
    .name = link
cmd-unlink = Unlink your accounts
    .name = unlink
cmd-me = See what I know about you
    .name = me
cmd-language = Choose your language
    .name = language
cmd-privacy = Your data: what is kept, and how to leave
    .name = privacy

link-code = Code
    .ask = Which code does the other network show? Leave it empty to get one.
link-code-title = Your link code
link-code-how = On the other network, type { $command } and this code. It lasts ten minutes and works once.
link-code-careful = Give it to nobody: whoever types it becomes you.
link-made = Done: your accounts are one person now. One ballot a vote, wherever you are.
link-wrong = This code does not fit. Check it, or ask for a new one on the other network.
link-wait = Too many tries. Wait { $minutes } minutes, then ask for a new code.
link-same-account = This code comes from this very account. Type it on the other network.
link-already = These two accounts are linked already.
account = { $name }, on { $platform }
platform-other = another network
unlink-none = No other account is linked to this one.
unlink-question = Unlink from this account:
unlink-which = Which account shall I unlink from this one?
unlink-confirm-one = Unlink { $account }
unlink-effect = This account keeps your ballots and your rights. The other one starts afresh and votes in the next votes.
unlink-confirm = Unlink
unlink-keep = Keep the link
unlinked = Unlinked. Your votes under way stay with this account.
unlinked-elsewhere = This account has just been unlinked from the other network. It will vote in the next votes.
still-linked = Nothing has changed: your accounts stay linked.

language = Language
    .ask = Which language shall I speak to you?
language-fr = Français (French)
language-en = English
language-auto = As my application does
language-set-fr = Very well: I speak French to you.
language-set-en = Very well: I speak English to you.
language-set-auto = Very well: I follow your application’s language.

me-title = What I know about you
me-language = Language: { $language }
me-home = Bookshop: { $shop }
me-standing = Role: { $standing }
me-accounts = Accounts:
me-linked = These accounts are one person: one ballot a vote.
me-alone = An account on the other network? Link them: you will have one ballot, everywhere.

help-title = What I can do
help-intro = Type a command:
help-entry = { $command } — { $description }
start-greeting = Hello! I am your bookshop’s bot. Vote, nominate books, find each other here and on the other network.
start-greeting-no-home = Hello! I am the bot of a network of bookshops. Write to me first from your own bookshop’s channel, and I will know where you belong.

privacy-kept = Kept: the id and name of your accounts, your language, which accounts are linked, your roles, the books and debates you propose, the debates you would come to, what you say in debates through me and where you are in their books, your ballots. Your ballots are shown to nobody, but in a vote that says before you choose that it names its voters.
privacy-not-kept = Never kept: your other messages, your telephone, your address. I do not read conversations.
privacy-who = Who looks after it: your bookshop and its network. Write to them with any question.
privacy-leave = To leave: ask your bookseller to erase your data.
