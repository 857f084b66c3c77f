-- A file has some twenty keywords, and each asked for its number alone, one connection after the other. A connection takes a file's
-- worth at once; numbers it did not use stay unused.

do $$
begin
    execute format('alter sequence %s cache 20', pg_get_serial_sequence('media_keywords', 'id'));
end
$$;
