package dev.mediaingest.writeback;

import java.util.List;

/**
 * What a person gave a file here.
 *
 * @param score -1 rejected, 1 to 5 stars; 0 for none, also one that was taken back
 * @param keywords in the order they were given
 */
public record Given(int score, List<String> keywords) {
    public Given {
        keywords = List.copyOf(keywords);
    }
}
