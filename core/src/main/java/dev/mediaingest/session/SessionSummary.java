package dev.mediaingest.session;

import java.util.List;
import java.util.Map;

/**
 * A session in numbers, each map with the largest number first.
 *
 * @param byState items by state
 * @param byCode items by failure or note
 * @param byType committed items by media type
 * @param byGenerator committed items by the tool that made them
 * @param slowest items whose last attempt took longest
 */
public record SessionSummary(
        Map<String, Long> byState,
        Map<String, Long> byCode,
        Map<String, Long> byType,
        Map<String, Long> byGenerator,
        List<ItemReport> slowest) {}
