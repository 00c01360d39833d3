"""Finished audits as visits: whether the portal answered, each time."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, text

from domain.visits import Visit
from storage.column_types import Moment

# The record of an audit's end is looked up only for the agency that is asked about.
_OWN = text(
    "SELECT audit_id, agency_id, started, answered, ending, portal, record FROM visits"
    " WHERE agency_id = :agency AND started >= :since AND started <= :until ORDER BY started, audit_id"
)
_OTHERS = text(
    "SELECT audit_id, agency_id, started, answered, ending, portal, '' AS record FROM visits"
    " WHERE agency_id <> :agency AND started >= :since AND started <= :until ORDER BY started, audit_id"
)


def read_visits(
    connection: Connection, agency: str, since: datetime, until: datetime, *, others: bool = False
) -> tuple[Visit, ...]:
    """One agency's visits of a period, or those of all others; oldest first."""
    asked = (_OTHERS if others else _OWN).bindparams(
        bindparam("since", type_=Moment()), bindparam("until", type_=Moment())
    )
    rows = connection.execute(
        asked.columns(started=Moment()), {"agency": agency, "since": since, "until": until}
    ).mappings()
    return tuple(
        Visit(
            audit=row["audit_id"],
            agency=row["agency_id"],
            started=row["started"],
            answered=None if row["answered"] is None else bool(row["answered"]),
            ending=row["ending"] or "",
            portal=row["portal"] or "",
            record=row["record"] or "",
        )
        for row in rows
    )
