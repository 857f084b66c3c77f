package dev.mediaingest.app.web.session;

import dev.mediaingest.plan.AwayFolders;
import dev.mediaingest.report.LeftOutFiles;
import dev.mediaingest.report.SessionReports;

/**
 * What is written down of a session beside its row. Opens and closes none of it.
 *
 * @param reports what became of its items
 * @param leftOut what was met on its walk and is no item
 * @param away folders that were not there
 */
public record SessionDetails(SessionReports reports, LeftOutFiles leftOut, AwayFolders away) {}
