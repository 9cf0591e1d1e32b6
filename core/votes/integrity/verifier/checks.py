"""What must hold of an export, as a list of claims in the order in which they are tried; must run on Python 3.9.

The claims on promises trust nothing but the hashes, those on ballots the promises, and those on the count the ballots.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from core.votes.integrity.again import Counting
from core.votes.integrity.audit import first_broken
from core.votes.integrity.config import written
from core.votes.integrity.export import SMALL_GROUP
from core.votes.integrity.lot import order_by_lot, promise
from core.votes.integrity.results import grouped_election, with_added
from core.votes.integrity.seals import CastBallot, leaf_of, root_of

Files = Mapping[str, bytes]
Claim = tuple[str, bool, str]
"""The name of a check, whether it holds, and what must hold, in French and in English."""


def promise_claims(files: Files) -> Iterator[Claim]:
    """The terms, seals and result are those of the record, and nothing in the record was touched."""
    posted, seals = read_seals(files)
    config, result = (hashlib.sha256(files[name]).hexdigest() for name in ("config.json", "result.json"))
    yield "config", config == posted["config"], "conditions promises à l’ouverture / terms promised at opening"
    entries, last = posted["audit"].split()
    broken = first_broken(files["audit.jsonl"].decode().splitlines(), int(entries), last)
    where = f" ({broken})" if broken else ""
    yield "audit", not broken, f"journal intact{where} / untouched record{where}"
    opened = [[facts.get(name) for name in ("config", "seed", "scrutineer")] for facts in recorded(files, "opened")]
    is_same = opened == [[config, posted["seed"], posted.get("scrutineer")]]
    yield "opening", is_same, "promesses inscrites à l’ouverture / promises recorded at opening"
    yield "seals", seals == recorded(files, "sealed"), "sceaux inscrits au journal / seals of the record"
    counted = [facts["result"] for facts in recorded(files, "counted")]
    yield "result", counted[-1:] == [result], "résultat inscrit au journal / result of the record"


def ballot_claims(files: Files) -> Iterator[Claim]:
    """There are no more ballots than voters, each has its own tracker, and they are those of the last seal."""
    roll, told = json.loads(files["roll.json"]), json.loads(files["ballots.json"])
    casts, called = told["casts"], told.get("called", [])
    classes = [cast.get("group", "") for cast in casts]
    groups = Counter(group if group in roll else "" for group in classes)
    is_known = groups.keys() <= roll.keys()
    is_within = is_known and all(groups[name] <= each["voted"] <= each["eligible"] for name, each in roll.items())
    yield "roll", is_within, "pas plus de bulletins que de votants / no more ballots than voters"
    trackers = Counter(cast["tracker"] for cast in casts)
    yield "trackers", len(trackers) == len(casts), "un numéro de suivi par bulletin / one tracker a ballot"
    poll, (_, seals) = json.loads(files["config.json"])["poll"], read_seals(files)
    root = root_of(cast["leaf"] if "leaf" in cast else leaf_of(poll, cast_of(cast)) for cast in casts)
    is_sealed = [len(casts), root] == [seals[-1]["ballots"], seals[-1]["root"]]
    yield "ballots", is_sealed, "bulletins du dernier sceau / ballots of the last seal"
    closed, unnamed = recorded(files, "closed"), recorded(files, "unnamed")
    noted = [facts["names"] for facts in (*closed, *unnamed) if "names" in facts]
    if noted or called:
        is_same = Counter(text_of(each["ballot"]) for each in called) == Counter(
            text_of(each["ballot"]) for each in casts
        )
        is_noted = noted[-1:] == [hashlib.sha256(written(called)).hexdigest()]
        yield "names", is_same and is_noted, "appel nominal inscrit au journal / roll call of the record"


def count_claims(files: Files, counting: Counting) -> Iterator[Claim]:
    """The lot is drawn from what was promised, and the ballots, counted again, give the result byte for byte."""
    told, (posted, _) = json.loads(files["ballots.json"]), read_seals(files)
    terms = with_added(json.loads(files["config.json"]), recorded(files, "added"))
    seed, extra = told["lot"]["seed"], told["lot"]["extra"]
    promises = [promise(bytes.fromhex(seed)), promise(extra.encode()) if extra else None]
    is_promised = promises == [posted["seed"], posted.get("scrutineer")]
    yield "lot", is_promised, "graine du tirage promise à l’ouverture / seed of the lot promised at opening"
    if "ballots" not in told:
        groups = Counter(cast.get("group", "") for cast in told["casts"])
        is_kept = terms.get("publish") != "ballots" or min(groups.values(), default=0) < SMALL_GROUP
        yield "count", is_kept, "bulletins secrets, rien à recompter / secret ballots, nothing to count again"
        return
    texts = [cast_of(cast).ballot for cast in told["casts"]]
    lot = order_by_lot(seed, extra, texts, [title["id"] for title in terms["titles"]])
    withdrawn = {facts["title"] for facts in recorded(files, "withdrawn")}
    papers = Counter({text_of(ballot): times for ballot, times in told["ballots"]})
    is_same = [papers, told["excluded"], told["lot"]["order"]] == [Counter(texts), sorted(withdrawn), list(lot)]
    yield "recount", is_same, "bulletins à compter, les mêmes / the same ballots to count"
    cast = Counter((each.get("group", ""), text_of(each["ballot"])) for each in told["casts"])
    ballots = [(group, json.loads(text), times) for (group, text), times in cast.items()]
    count, reading, again, read = counting
    election = grouped_election(terms, ballots, withdrawn, lot, read)
    is_same = written(again(terms, election, count, reading, partial(recorded, files))) == files["result.json"]
    yield "count", is_same, "même résultat en recomptant / same result when counted again"


def read_seals(files: Files) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return what seals.txt says was posted, and its seals as the record has them."""
    lines = [line.split(" ") for line in files["seals.txt"].decode().splitlines()]
    seals = [{"number": int(line[1]), "ballots": int(line[3]), "root": line[4]} for line in lines if line[0] == "seal"]
    return {line[0]: " ".join(line[1:]) for line in lines if line[0] != "seal"}, seals


def recorded(files: Files, act: str) -> list[Any]:
    """Return the facts of every entry of one kind in the record."""
    entries = [json.loads(line) for line in files["audit.jsonl"].decode().splitlines()]
    return [entry["facts"] for entry in entries if entry["act"] == act]


def text_of(ballot: object) -> str:
    """Return the canonical text of a ballot read from JSON."""
    return json.dumps(ballot, separators=(",", ":"))


def cast_of(told: Any) -> CastBallot:
    """Return a line of ballots.json as it was sealed."""
    return CastBallot(told["tracker"], text_of(told["ballot"]), told["nonce"], told.get("group", ""))
