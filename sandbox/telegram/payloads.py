"""Users, chats and messages as the Bot API writes them; reads state, changes none."""

from sandbox.telegram.entities import Ballot, Bot, Chat, Message, Press, StoredFile, Topic, User
from sandbox.telegram.wire import Json


def user_payload(user: User) -> Json:
    payload: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    for name in ("last_name", "username", "language_code"):
        if value := getattr(user, name):
            payload[name] = value
    return payload


def bot_payload(bot: Bot) -> Json:
    """What getMe answers."""
    return {
        **user_payload(bot.user),
        "can_join_groups": True,
        "can_read_all_group_messages": bot.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_payload(chat: Chat) -> Json:
    payload: Json = {"id": chat.id, "type": chat.kind.value}
    if chat.partner:
        payload["first_name"] = chat.partner.first_name
        if chat.partner.last_name:
            payload["last_name"] = chat.partner.last_name
    else:
        payload["title"] = chat.title
    if chat.username:
        payload["username"] = chat.username
    if chat.is_forum:
        payload["is_forum"] = True
    return payload


def message_payload(message: Message, *, nested: bool = True) -> Json:
    """The message; `nested` adds the message it answers, which itself is shown without its own."""
    payload: Json = {
        "message_id": message.id,
        "from": user_payload(message.sender),
        "chat": chat_payload(message.chat),
        "date": message.date,
        **thread_fields(message),
        **content_fields(message),
    }
    if message.sender_chat:
        payload["sender_chat"] = chat_payload(message.sender_chat)
    if message.origin:
        payload["forward_origin"] = message.origin
    if message.edited_at is not None:
        payload["edit_date"] = message.edited_at
    if message.is_protected:
        payload["has_protected_content"] = True
    if nested and (answered := answered_payload(message)):
        payload["reply_to_message"] = answered
    if message.markup and "inline_keyboard" in message.markup:
        payload["reply_markup"] = message.markup
    return payload


def content_fields(message: Message) -> Json:
    fields: Json = {**message.media, **message.service}
    if message.text:
        fields["text"] = message.text
    if message.entities:
        fields["entities"] = message.entities
    if message.caption:
        fields["caption"] = message.caption
    if message.caption_entities:
        fields["caption_entities"] = message.caption_entities
    if message.caption and message.is_caption_above:
        fields["show_caption_above_media"] = True
    if message.ballot:
        fields["poll"] = ballot_payload(message.ballot)
    if pinned := message.service.get("pinned_message"):
        fields["pinned_message"] = message_payload(pinned, nested=False)
    return fields


def thread_fields(message: Message) -> Json:
    if message.topic:
        return {"message_thread_id": message.topic.id, "is_topic_message": True}
    return {"message_thread_id": message.thread_id} if message.thread_id else {}


def answered_payload(message: Message) -> Json | None:
    """What the message answers: in a topic, whatever answers nothing answers the topic's creation."""
    if message.reply_to and not message.reply_to.is_deleted:
        return message_payload(message.reply_to, nested=False)
    if message.topic and message.id != message.topic.id:
        created = message.chat.messages.get(message.topic.id)
        return message_payload(created, nested=False) if created else None
    return None


def topic_payload(topic: Topic) -> Json:
    payload: Json = {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}
    if topic.icon_custom_emoji_id:
        payload["icon_custom_emoji_id"] = topic.icon_custom_emoji_id
    return payload


def ballot_payload(ballot: Ballot) -> Json:
    payload: Json = {
        "id": ballot.id,
        "question": ballot.question,
        "options": [
            {
                "persistent_id": f"{ballot.id}-{index}",
                "text": text,
                "voter_count": sum(index in chosen for chosen in ballot.votes.values()),
            }
            for index, text in enumerate(ballot.options)
        ],
        "total_voter_count": sum(bool(chosen) for chosen in ballot.votes.values()),
        "is_closed": ballot.is_closed,
        "is_anonymous": ballot.is_anonymous,
        "type": ballot.kind,
        "allows_multiple_answers": ballot.allows_multiple_answers,
        "allows_revoting": ballot.allows_revoting,
        "members_only": False,
    }
    if ballot.kind == "quiz":
        payload["correct_option_ids"] = ballot.correct_option_ids
    if ballot.explanation:
        payload["explanation"] = ballot.explanation
        payload["explanation_entities"] = ballot.explanation_entities
    if ballot.closes_at is not None:
        payload["close_date"] = ballot.closes_at
    if ballot.open_period_s is not None:
        payload["open_period"] = ballot.open_period_s
    return payload


def press_payload(press: Press) -> Json:
    """A callback query; a message that is gone is shown as inaccessible (date 0)."""
    message = press.message
    if message is None or message.is_deleted:
        shown: Json = {"chat": chat_payload(press.chat), "message_id": press.message_id, "date": 0}
    else:
        shown = message_payload(message)
    return {
        "id": press.id,
        "from": user_payload(press.user),
        "message": shown,
        "chat_instance": str(press.chat.id * 7919 & 0x7FFFFFFFFFFFFFFF),
        "data": press.data,
    }


def file_payload(file: StoredFile) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }
