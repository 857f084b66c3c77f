-- An item has a revision once it has ended. Those still to do need no place in this index: an entry less when a list is written,
-- and a page less for each commit.

drop index idx_ingest_items_revision;
create index idx_ingest_items_revision on ingest_items (session_id, revision) where revision > 0;
