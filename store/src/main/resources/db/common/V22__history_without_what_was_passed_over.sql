-- A file's history is what was done with it. Files that were passed over unchanged would fill the index with an entry a file and
-- session, all over it: the more sessions there were, the more pages the next would have to write (docs/decisions/0024).

drop index idx_ingest_items_media;
create index idx_ingest_items_media on ingest_items (media_id) where media_id is not null and state <> 'skipped';
