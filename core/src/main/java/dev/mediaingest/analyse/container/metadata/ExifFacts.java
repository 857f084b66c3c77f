package dev.mediaingest.analyse.container.metadata;

import dev.mediaingest.analyse.content.FactDraft;
import dev.mediaingest.analyse.content.FileBytes;
import dev.mediaingest.analyse.content.Gathered;
import dev.mediaingest.media.CapturedAt;
import dev.mediaingest.media.Location;
import dev.mediaingest.media.Orientation;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an EXIF block (Exif 2.32, section 4.6): orientation, dates with their offsets, camera and how it was set,
 * position. Its texts are {@link Exif}'s.
 */
public final class ExifFacts {
    private static final int MAKE = 0x010f;
    private static final int MODEL = 0x0110;
    private static final int ORIENTATION = 0x0112;
    private static final int DATE_TIME = 0x0132;
    private static final int EXPOSURE_TIME = 0x829a;
    private static final int F_NUMBER = 0x829d;
    private static final int EXIF_DIRECTORY = 0x8769;
    private static final int RATING = 0x4746;
    private static final int RATING_PERCENT = 0x4749;
    private static final int GPS_DIRECTORY = 0x8825;
    private static final int SENSITIVITY = 0x8827;
    private static final int DATE_TIME_ORIGINAL = 0x9003;
    private static final int DATE_TIME_DIGITIZED = 0x9004;
    private static final int OFFSET_TIME = 0x9010;
    private static final int OFFSET_TIME_ORIGINAL = 0x9011;
    private static final int OFFSET_TIME_DIGITIZED = 0x9012;
    private static final int FOCAL_LENGTH = 0x920a;
    private static final int LENS_MODEL = 0xa434;

    private final TiffBlock block;
    private final Gathered found;
    private final FactDraft facts;
    private final String[] dates = {"", "", ""};
    private final String[] offsets = {"", "", ""};
    private double latitude = Double.NaN;
    private double longitude = Double.NaN;
    private double altitude = Double.NaN;
    private String latitudeRef = "";
    private String longitudeRef = "";
    private boolean belowSea;
    private String lens = "";
    private double seconds = Double.NaN;
    private double aperture = Double.NaN;
    private long iso = -1;
    private double focalLength = Double.NaN;

    private ExifFacts(TiffBlock block, Gathered found) {
        this.block = block;
        this.found = found;
        this.facts = found.facts;
    }

    /** Reads a block that begins with its TIFF header; one that has none says nothing. */
    public static void read(FileBytes tiff, Gathered found) throws IOException {
        TiffBlock block = TiffBlock.of(tiff);
        if (block != null) {
            ExifFacts exif = new ExifFacts(block, found);
            block.directory(block.firstDirectory(), exif::entry);
            exif.finish();
        }
    }

    private void entry(TiffBlock.Entry entry) throws IOException {
        switch (entry.tag()) {
            case MAKE -> facts.make(block.text(entry));
            case MODEL -> facts.model(block.text(entry));
            case ORIENTATION -> orientation(block.integer(entry, 0));
            case RATING -> rating("Rating", entry);
            case RATING_PERCENT -> rating("RatingPercent", entry);
            case EXPOSURE_TIME -> seconds = block.fraction(entry, 0);
            case F_NUMBER -> aperture = block.fraction(entry, 0);
            case SENSITIVITY -> iso = block.integer(entry, 0);
            case FOCAL_LENGTH -> focalLength = block.fraction(entry, 0);
            case LENS_MODEL -> lens = block.text(entry);
            case DATE_TIME_ORIGINAL -> dates[0] = block.text(entry);
            case DATE_TIME_DIGITIZED -> dates[1] = block.text(entry);
            case DATE_TIME -> dates[2] = block.text(entry);
            case OFFSET_TIME_ORIGINAL -> offsets[0] = block.text(entry);
            case OFFSET_TIME_DIGITIZED -> offsets[1] = block.text(entry);
            case OFFSET_TIME -> offsets[2] = block.text(entry);
            case EXIF_DIRECTORY -> block.directory(block.integer(entry, 0), this::entry);
            case GPS_DIRECTORY -> block.directory(block.integer(entry, 0), this::position);
            default -> {
                // of the picture's form, which its container says
            }
        }
    }

    private void orientation(long number) {
        if (facts.orientation == null) {
            facts.orientation = Orientation.ofExif(number).orElse(null);
        }
    }

    /** Windows' stars, and per cent of five; kept as texts, since who rates decides what counts. */
    private void rating(String name, TiffBlock.Entry entry) throws IOException {
        long number = block.integer(entry, 0);
        if (number >= 0 && number <= 100) {
            found.text("exif:" + name, name, Long.toString(number));
        }
    }

    // GPSLatitudeRef (1) N or S, GPSLatitude (2) degrees, minutes, seconds, GPSLongitudeRef (3) E or W, GPSLongitude
    // (4),
    // GPSAltitudeRef (5) 1 below the sea, GPSAltitude (6) metres
    private void position(TiffBlock.Entry entry) throws IOException {
        switch (entry.tag()) {
            case 1 -> latitudeRef = block.text(entry);
            case 2 -> latitude = degrees(entry);
            case 3 -> longitudeRef = block.text(entry);
            case 4 -> longitude = degrees(entry);
            case 5 -> belowSea = block.integer(entry, 0) == 1;
            case 6 -> altitude = block.fraction(entry, 0);
            default -> {
                // direction, speed and satellites say nothing we keep
            }
        }
    }

    /** Some writers leave out minutes or seconds, or give 0/0 for them. */
    private double degrees(TiffBlock.Entry entry) throws IOException {
        double minutes = block.fraction(entry, 1);
        double seconds = block.fraction(entry, 2);
        return block.fraction(entry, 0)
                + (Double.isNaN(minutes) ? 0 : minutes / 60)
                + (Double.isNaN(seconds) ? 0 : seconds / 3600);
    }

    private void finish() {
        facts.location = location();
        facts.exposure(lens, seconds, aperture, iso, focalLength);
        facts.capturedAt(date(0, CapturedAt.Source.EXIF)
                .or(() -> date(1, CapturedAt.Source.EXIF))
                .or(() -> date(2, CapturedAt.Source.EXIF_CHANGE)));
    }

    /** Empty if it is no date, as blanks and zeros are not. */
    private Optional<CapturedAt> date(int index, CapturedAt.Source source) {
        return CapturedAt.ofText(dates[index], offsets[index], source);
    }

    /** A place without a hemisphere is half a place. */
    private @Nullable Location location() {
        double north = signed(latitude, latitudeRef, "N", "S");
        double east = signed(longitude, longitudeRef, "E", "W");
        if (!Location.isPossible(north, east)) {
            return facts.location;
        }
        return new Location(north, east, Double.isNaN(altitude) ? null : belowSea ? -altitude : altitude);
    }

    private static double signed(double value, String reference, String positive, String negative) {
        if (reference.startsWith(negative)) {
            return -value;
        }
        return reference.startsWith(positive) ? value : Double.NaN;
    }
}
