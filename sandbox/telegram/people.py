"""Acting as any person: what they can do with a chat that they see, and hostile acts that no client offers."""

from sandbox.telegram.doors import Doors
from sandbox.telegram.entities import Bot, Chat, Message, Press, Topic, User
from sandbox.telegram.impossible import CannotDo
from sandbox.telegram.links import start_link
from sandbox.telegram.methods_media import document_payload, store
from sandbox.telegram.parameters import Part
from sandbox.telegram.reactions import is_reaction
from sandbox.telegram.routing import tell_ballot, tell_message, tell_press, tell_reaction
from sandbox.telegram.scan import with_found
from sandbox.telegram.sending import thread
from sandbox.telegram.sight import Sight
from sandbox.telegram.texts import LONGEST_CAPTION, LONGEST_TEXT
from sandbox.telegram.world import World
from sandbox.telegram.writing import must_be_in, put, typed, writable_chat

EDITABLE_FOR_S = 48 * 3600
MOST_REACTIONS = 3


class People:
    """Acts happen at once; waiting for what the bot makes of them is in `Sight`. A bot as place means its private chat.

    CannotDo is raised for what Telegram's client would not let the person do.
    """

    def __init__(self, world: World, sight: Sight, doors: Doors) -> None:
        self._world = world
        self._sight = sight
        self._doors = doors

    def start(self, user: User, bot: Bot, payload: str = "") -> Message:
        """Press Start in the bot's private chat, with a deep link's payload; it also lets a blocked bot in again."""
        chat = self._world.private_chat(bot, user)
        if chat.is_blocked:
            self._doors.unblock(user, bot)
        chat.is_started = True
        return self.say(user, chat, f"/start {payload}".strip())

    def say(
        self, user: User, place: Chat | Bot, text: str, *, reply_to: Message | None = None, topic: Topic | None = None
    ) -> Message:
        """Send a text; commands, mentions and links in it get their entities."""
        chat = writable_chat(self._world, user, place, topic or (reply_to.topic if reply_to else None))
        kept = typed(text, 1, LONGEST_TEXT)
        message = Message(0, chat, self._world.date, user, text=kept, entities=with_found(kept, []))
        thread(message, topic, reply_to)
        return put(self._world, message)

    def upload(self, user: User, place: Chat | Bot, part: Part, caption: str = "") -> Message:
        """Send a file as a document."""
        chat = writable_chat(self._world, user, place, None, "can_send_documents")
        kept = typed(caption, 0, LONGEST_CAPTION)
        document = document_payload(store(self._world, part, "document"))
        message = Message(0, chat, self._world.date, user, caption=kept, media={"document": document})
        message.caption_entities = with_found(kept, [])
        return put(self._world, message)

    def edit(self, user: User, message: Message, text: str) -> Message:
        """Change one's own text, or the words under one's own picture or file, for two days."""
        must_edit(self._world, user, message)
        if message.media:
            message.caption = typed(text, 0, LONGEST_CAPTION)
            message.caption_entities = with_found(message.caption, [])
        else:
            message.text = typed(text, 1, LONGEST_TEXT)
            message.entities = with_found(message.text, [])
        message.edited_at = self._world.date
        self._world.changes.publish("edited", message.chat, message)
        tell_message(self._world, message, "edited_message")
        return message

    def press(self, user: User, place: Chat | Bot, label: str, message: Message | None = None) -> Press:
        """Press the inline button with this label on the newest visible message that has it, or on the one given."""
        found, button = self._sight.button(user, place, label, message)
        if "callback_data" not in button:
            raise CannotDo(f"the button {button['text']!r} sends nothing: {sorted(button)}")
        return self._press(user, found.chat, button["callback_data"], found.id)

    def forge_press(
        self, user: User, place: Chat | Bot, data: str, message: Message | int | None = None, bot: Bot | None = None
    ) -> Press:
        """Send any data as if a button had it; `message` may be one that is gone or never was."""
        chat = self._sight.chat(user, place)
        message_id = message.id if isinstance(message, Message) else message or chat.last_message_id + 1_000
        return self._press(user, chat, data, message_id, bot)

    def open_link(self, user: User, url: str) -> Message:
        """Follow a t.me link to a bot and press Start: the /start message with its payload."""
        link = start_link(url)
        account = self._world.user_by_username(link.username) if link else None
        bot = self._world.bots.get(account.id) if account else None
        if link is None or bot is None or link.verb != "start":
            raise CannotDo(f"{url} leads to no bot here", "elsewhere")
        return self.start(user, bot, link.payload if link.is_valid else "")

    def follow(self, user: User, place: Chat | Bot, label: str, message: Message | None = None) -> Message:
        """Press a link button that leads to a bot, then Start."""
        _, button = self._sight.button(user, place, label, message)
        if "url" not in button:
            raise CannotDo(f"the button {button['text']!r} opens no link: {sorted(button)}")
        return self.open_link(user, button["url"])

    def react(self, user: User, message: Message, *emoji: str) -> None:
        """Replace one's own reactions; none takes them away."""
        must_react(self._world, user, message)
        if len(emoji) > MOST_REACTIONS:
            raise CannotDo(f"a person has {MOST_REACTIONS} reactions on a message at most")
        if strange := [each for each in emoji if not is_reaction(each)]:
            raise CannotDo(f"the client offers no reaction {strange}", "no-reaction")
        before = message.reactions.get(user.id, [])
        message.reactions[user.id] = [{"type": "emoji", "emoji": one} for one in emoji]
        self._world.changes.publish("reaction", message.chat, message)
        tell_reaction(self._world, message, user, before)

    def vote(self, user: User, message: Message, *options: int) -> None:
        """Choose options of a native poll by index; none takes the vote back."""
        must_be_in(self._world, user, message.chat)
        ballot = message.ballot
        if ballot is None or ballot.is_closed or any(not 0 <= index < len(ballot.options) for index in options):
            raise CannotDo("no open poll with these options", "poll-over" if ballot and ballot.is_closed else "")
        if len(options) > 1 and not ballot.allows_multiple_answers:
            raise CannotDo("the poll takes one answer", "one-answer")
        if ballot.votes.get(user.id) and not ballot.allows_revoting:
            raise CannotDo("a vote in this poll stands", "vote-stands")
        ballot.votes[user.id] = sorted(options)
        self._world.changes.publish("edited", message.chat, message)
        if bot := self._world.bots.get(author_id(message)):
            tell_ballot(ballot, bot, user)

    def _press(self, user: User, chat: Chat, data: str, message_id: int, bot: Bot | None = None) -> Press:
        world = self._world
        message = chat.messages.get(message_id)
        sender = world.bots.get(message.sender.id) if message else None
        addressee = bot or sender or next(iter(world.bots_in(chat)), None)
        if addressee is None:
            raise CannotDo("no bot is there to be pressed")
        press = Press(str(next(world.ids["press"])), user, addressee, chat, message, message_id, data, world.seconds())
        world.presses[press.id] = press
        world.changes.publish("press", chat, press)
        tell_press(press)
        return press


def must_edit(world: World, user: User, message: Message) -> None:
    """Only one's own words, and those for two days: https://telegram.org/faq."""
    has_words = bool(message.text) or not {"photo", "document"}.isdisjoint(message.media)
    if message.sender is not user or message.is_deleted or message.origin or not has_words:
        raise CannotDo("only one's own standing messages can be edited", "not-yours")
    must_be_in(world, user, message.chat)
    if world.date - message.date > EDITABLE_FOR_S:
        raise CannotDo("the text is more than two days old", "too-late")


def must_react(world: World, user: User, message: Message) -> None:
    must_be_in(world, user, message.chat)
    chat, member = message.chat, message.chat.member(user)
    right = "can_react_to_messages"
    is_open = chat.permissions.get(right) and member.permissions.get(right, True)
    if message.is_deleted or message.service or not (chat.is_private or member.is_admin or is_open):
        raise CannotDo(f"{user.first_name} may not react to it", "gone" if message.is_deleted else "no-reaction")


def author_id(message: Message) -> int:
    """Who first sent it: the votes in a poll that was passed on are still told to the bot whose poll it is."""
    first = (message.origin or {}).get("sender_user")
    return int(first["id"]) if first else message.sender.id
