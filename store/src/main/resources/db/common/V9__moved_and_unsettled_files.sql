-- Files that are gone are few and are asked for by their bytes whenever a new path turns up; files that were being written when
-- their turn came are few too, and come behind all others of their session (docs/decisions/0021, 0022).

create index idx_media_analysis_missing on media_analysis (content_sha256) where missing_since is not null;

alter table ingest_items add column looks integer not null default 0; -- how often the item was put off
create index idx_ingest_items_put_off on ingest_items (session_id, looks, position) where looks > 0;
