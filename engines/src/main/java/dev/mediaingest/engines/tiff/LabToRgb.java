package dev.mediaingest.engines.tiff;

/**
 * CIE L*a*b* of 8 bits a sample to sRGB (TIFF 6.0, section 23; CIE 15; IEC 61966-2-1), the white of print (D50) adapted to that of
 * screens by Bradford's matrix. Off by one here and there from what colour management with tables comes to.
 */
final class LabToRgb {
    private static final double X_WHITE = 0.9642;
    private static final double Z_WHITE = 0.8249;

    private LabToRgb() {}

    /** Converts a pixel; lightness is 0 to 255 for 0 to 100. */
    static void convert(int lightness, int a, int b, byte[] rgb, int at) {
        double y = (lightness * 100 / 255.0 + 16) / 116;
        double x = X_WHITE * cubed(y + a / 500.0);
        double z = Z_WHITE * cubed(y - b / 200.0);
        double luminance = cubed(y);
        rgb[at] = encoded(3.1338561 * x - 1.6168667 * luminance - 0.4906146 * z);
        rgb[at + 1] = encoded(-0.9787684 * x + 1.9161415 * luminance + 0.0334540 * z);
        rgb[at + 2] = encoded(0.0719453 * x - 0.2289914 * luminance + 1.4052427 * z);
    }

    private static double cubed(double t) {
        return t > 6 / 29.0 ? t * t * t : 3 * (6 / 29.0) * (6 / 29.0) * (t - 4 / 29.0);
    }

    private static byte encoded(double linear) {
        double value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (byte) Math.round(255 * Math.clamp(value, 0.0, 1.0));
    }
}
