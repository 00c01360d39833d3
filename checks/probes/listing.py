"""All probes by name: what a requirement's rule may call."""

from checks.probe_kind import ProbeKind
from checks.probes import (
    agency_links,
    apparatus,
    contact_data,
    dated_list,
    document_fields,
    document_list,
    document_search,
    domain_rule,
    labelled_section,
    leaders,
    officials,
    petitions,
    qa_answers,
    qa_function,
    search_function,
    service_section,
    single_notices,
    sitemap_tree,
    sitemap_xml,
    structure,
    unicode_text,
    work_schedule,
)

_MODULES = (
    agency_links,
    apparatus,
    contact_data,
    dated_list,
    document_fields,
    document_list,
    document_search,
    domain_rule,
    labelled_section,
    leaders,
    officials,
    petitions,
    qa_answers,
    qa_function,
    search_function,
    service_section,
    single_notices,
    sitemap_tree,
    sitemap_xml,
    structure,
    unicode_text,
    work_schedule,
)

PROBES: dict[str, ProbeKind] = {module.PROBE.name: module.PROBE for module in _MODULES}
