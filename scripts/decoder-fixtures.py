#!/usr/bin/env python3
"""Makes the pictures and videos the decoders are tested with, and the table of what is in them.

Needs Pillow, numpy and the commands ffmpeg, tiffcp, webpmux, avifenc and heif-enc; not needed to run the tests. Run from the project's root:

    scripts/decoder-fixtures.py engines/src/test/resources/pictures [ffmpeg of the bundled version]

Each line of expected.txt: file name, width, height, SHA-256 of Pillow's convert('RGB').tobytes(). For videos and AVIF the
hash is that of the first frame as the given ffmpeg converts it to rgb24.
"""
import hashlib
import io
import os
import struct
import subprocess
import sys
import zlib

import numpy
from PIL import Image, ImageCms

FOLDER = sys.argv[1]
FFMPEG = sys.argv[2] if len(sys.argv) > 2 else "ffmpeg"


def picture(width, height, seed=1):
    """Gradients, edges and noise: something every coder has to work for."""
    random = numpy.random.RandomState(seed)
    y, x = numpy.mgrid[0:height, 0:width]
    red = 255 * x / max(1, width - 1)
    green = 255 * y / max(1, height - 1)
    blue = 127 + 120 * numpy.sin(x / 5.0) * numpy.cos(y / 7.0)
    pixels = numpy.stack([red, green, blue], axis=2)
    pixels[height // 4 : height // 2, width // 3 : width // 2] = (230, 40, 30)
    pixels += random.normal(0, 6, pixels.shape)
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype(numpy.uint8), "RGB")


def with_alpha(image):
    width, height = image.size
    y, x = numpy.mgrid[0:height, 0:width]
    alpha = numpy.clip(255 * (x + y) / (width + height - 2), 0, 255).astype(numpy.uint8)
    alpha[:5, :5] = 0
    result = image.convert("RGBA")
    result.putalpha(Image.fromarray(alpha, "L"))
    return result


def path(name):
    return os.path.join(FOLDER, name)


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def save(image, name, **options):
    image.save(path(name), **options)


def jpegs():
    base = picture(93, 61)
    for name, subsampling in (("444", 0), ("422", 1), ("420", 2)):
        save(base, f"baseline-{name}.jpg", quality=85, subsampling=subsampling)
        save(base, f"progressive-{name}.jpg", quality=85, subsampling=subsampling, progressive=True)
    save(base.convert("L"), "grey.jpg", quality=85)
    save(base.convert("L"), "grey-progressive.jpg", quality=85, progressive=True)
    save(base.convert("CMYK"), "cmyk.jpg", quality=85)
    save(picture(1, 1), "one-pixel.jpg", quality=85)
    save(picture(17, 3), "odd.jpg", quality=85, subsampling=2)
    save(picture(300, 200), "larger.jpg", quality=80, subsampling=2)
    exif = Image.Exif()
    exif[0x0112] = 6
    save(base, "exif-rotated.jpg", quality=85, exif=exif)
    write("restart.jpg", restarting(7, 5))
    ycck(base)
    # as phones with Ultra HDR or MPF write it: another picture behind the end
    with open(path("baseline-420.jpg"), "rb") as first, open(path("grey.jpg"), "rb") as second:
        write("second-behind-end.jpg", first.read() + second.read())


def restarting(columns, rows):
    """A grey JPEG of flat blocks with a restart marker after every second one; no program here writes those."""
    lengths = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]  # the standard's luminance DC table, K.3
    codes, code, category = {}, 0, 0
    for bits, count in enumerate(lengths, start=1):
        for _ in range(count):
            codes[category] = format(code, f"0{bits}b")
            code += 1
            category += 1
        code <<= 1
    out, bits, before = b"", "", 0
    for block in range(columns * rows):
        value = (block * 37) % 100 - 50
        difference, before = value - before, value
        size = abs(difference).bit_length()
        bits += codes[size]
        if size:
            bits += format(difference if difference > 0 else difference + (1 << size) - 1, f"0{size}b")
        bits += "0"  # end of block, the only AC code
        if block % 2 == 1 or block == columns * rows - 1:
            bits += "1" * (-len(bits) % 8)
            out += bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\0")
            if block != columns * rows - 1:
                out += bytes((0xFF, 0xD0 + block // 2 % 8))
            bits, before = "", 0

    def segment(marker, data):
        return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data

    return (
        b"\xff\xd8"
        + segment(0xDB, b"\0" + bytes([16] * 64))
        + segment(0xC0, struct.pack(">BHHBBBB", 8, 8 * rows - 3, 8 * columns - 1, 1, 1, 0x11, 0))
        + segment(0xC4, b"\0" + bytes(lengths) + bytes(range(12)))
        + segment(0xC4, b"\x10" + bytes([1] + [0] * 15) + b"\0")
        + segment(0xDD, struct.pack(">H", 2))
        + segment(0xDA, bytes((1, 1, 0, 0, 63, 0)))
        + out
        + b"\xff\xd9"
    )


def ycck(base):
    """CMYK with the Adobe marker's transform changed to 2 is a legal YCCK with other colours."""
    buffer = io.BytesIO()
    base.convert("CMYK").save(buffer, "JPEG", quality=85)
    data = bytearray(buffer.getvalue())
    at = data.index(b"Adobe")
    data[at + 11] = 2
    write("ycck.jpg", bytes(data))


def write(name, data):
    with open(path(name), "wb") as file:
        file.write(data)


def webps():
    base = picture(93, 61)
    save(base, "lossy.webp", quality=80)
    save(base, "lossless.webp", lossless=True)
    save(with_alpha(base), "lossy-alpha.webp", quality=80)
    save(with_alpha(base), "lossless-alpha.webp", lossless=True, exact=True)
    save(picture(1, 1), "one-pixel.webp", lossless=True)
    second = picture(93, 61, seed=2)
    save(base, "animated-lossy.webp", save_all=True, append_images=[second], duration=100, quality=80)
    save(with_alpha(base), "animated-alpha.webp", save_all=True, append_images=[with_alpha(second)], duration=100)
    # a first frame smaller than its canvas
    save(with_alpha(picture(40, 30)), "frame.webp", quality=80)
    save(picture(93, 61), "frame2.webp", quality=80)
    run("webpmux", "-frame", path("frame.webp"), "+100+10+20+0+b", "-frame", path("frame2.webp"), "+100+0+0+0+b",
        "-o", path("animated-offset.webp"))
    os.remove(path("frame.webp"))
    os.remove(path("frame2.webp"))


def gifs():
    base = picture(93, 61).quantize(64)
    save(base, "interlaced.gif", interlace=1)
    save(base, "straight.gif", interlace=0)
    save(base, "transparent.gif", transparency=3)
    save(picture(93, 61).convert("L"), "grey.gif")
    save(base, "animated.gif", save_all=True, append_images=[picture(93, 61, seed=2).quantize(64)], duration=100)
    save(base.crop((0, 0, 1, 1)), "one-pixel.gif")
    # first frame of 20x10 at 5,7 of a screen of 40x30
    small = io.BytesIO()
    picture(20, 10).quantize(16).save(small, "GIF", interlace=0)
    data = bytearray(small.getvalue())
    struct.pack_into("<HH", data, 6, 40, 30)
    at = data.index(b"\x2c", 13 + 3 * (2 << (data[10] & 7)))
    struct.pack_into("<HH", data, at + 1, 5, 7)
    write("offset.gif", bytes(data))


def bmps():
    base = picture(93, 61)
    save(base, "rgb24.bmp")
    save(base.quantize(200), "indexed8.bmp")
    save(base.convert("L"), "grey8.bmp")
    save(base.convert("1"), "indexed1.bmp")
    save(with_alpha(base), "alpha32.bmp")
    pixels = numpy.asarray(base)
    write("top-down24.bmp", bmp(93, -61, 24, rows24(pixels, range(61))))
    rgbx = numpy.dstack([pixels[:, :, ::-1], numpy.full((61, 93), 77, numpy.uint8)])
    write("rgb32.bmp", bmp(93, 61, 32, rgbx[::-1].tobytes()))
    r, g, b = (pixels[:, :, i].astype(numpy.uint16) >> 3 for i in range(3))
    write("rgb555.bmp", bmp(93, 61, 16, padded((r << 10 | g << 5 | b)[::-1])))
    masks = struct.pack("<III", 0xF800, 0x07E0, 0x1F)
    g6 = pixels[:, :, 1].astype(numpy.uint16) >> 2
    write("rgb565.bmp", bmp(93, 61, 16, padded((r << 11 | g6 << 5 | b)[::-1]), compression=3, masks=masks))
    indexed = numpy.asarray(base.quantize(16))
    palette = b"".join(bytes((16 * i, 255 - 16 * i, i * 7 % 256, 0)) for i in range(16))
    packed = b""
    for row in indexed[::-1]:
        line = bytes((int(row[x]) << 4) | (int(row[x + 1]) if x + 1 < 93 else 0) for x in range(0, 93, 2))
        packed += line + bytes(-len(line) % 4)
    write("indexed4.bmp", bmp(93, 61, 4, packed, palette=palette, colors=16))
    write("rle8.bmp", bmp(93, 61, 8, rle8(indexed[::-1]), compression=1, palette=palette, colors=16))


def rows24(pixels, order):
    return b"".join(pixels[y, :, ::-1].tobytes() + bytes(-3 * pixels.shape[1] % 4) for y in order)


def padded(words):
    return b"".join(row.astype("<u2").tobytes() + bytes(-2 * len(row) % 4) for row in words)


def rle8(rows):
    """Runs, and for every third row an absolute piece."""
    out = bytearray()
    for number, row in enumerate(rows):
        x = 0
        if number % 3 == 0:
            out += bytes((0, 9)) + bytes(int(v) for v in row[:9]) + b"\0"
            x = 9
        while x < len(row):
            length = 1
            while x + length < len(row) and row[x + length] == row[x] and length < 255:
                length += 1
            out += bytes((length, int(row[x])))
            x += length
        out += b"\0\0"
    return bytes(out) + b"\0\1"


def bmp(width, height, depth, pixels, compression=0, masks=b"", palette=b"", colors=0):
    header = struct.pack("<IiiHHIIiiII", 40, width, height, 1, depth, compression, len(pixels), 2835, 2835, colors, 0)
    start = 14 + len(header) + len(masks) + len(palette)
    return struct.pack("<2sIHHI", b"BM", start + len(pixels), 0, 0, start) + header + masks + palette + pixels


def tiffs():
    base = picture(93, 61)
    for name in ("raw", "tiff_lzw", "tiff_adobe_deflate", "packbits"):
        save(base, f"{name.replace('tiff_', '').replace('adobe_', '')}.tif", compression=name)
    save(base, "jpeg.tif", compression="jpeg", quality=85)
    save(base.convert("L"), "grey.tif", compression="tiff_lzw")
    save(base.convert("1"), "bilevel.tif", compression="group4")
    save(base.quantize(64), "indexed.tif")
    save(base.convert("CMYK"), "cmyk.tif", compression="tiff_lzw")
    save(with_alpha(base), "alpha.tif", compression="tiff_adobe_deflate")
    save(base, "pages.tif", save_all=True, append_images=[picture(40, 30, seed=2)], compression="tiff_lzw")
    grey16 = (numpy.asarray(base.convert("L")).astype(numpy.uint16) * 17) % 1024
    Image.fromarray(grey16, "I;16").save(path("grey16.tif"))
    rgb16 = numpy.asarray(base).astype(numpy.uint16) * 257 - (numpy.asarray(base) % 5)
    write("rgb16.tif", tiff16(rgb16[:30]))
    with open(path("tiles.tif"), "wb") as file:
        file.write(tiled(numpy.asarray(base)))
    colour_spaces(picture(31, 23))


def colour_spaces(base):
    """CIE L*a*b*, in pixels and in planes, and luma and chroma that are no JPEG."""
    profiles = [ImageCms.createProfile(name) for name in ("sRGB", "LAB")]
    lab = ImageCms.applyTransform(base, ImageCms.buildTransform(*profiles, "RGB", "LAB"))
    save(lab, "lab.tif", compression="tiff_lzw")
    run("tiffcp", "-p", "separate", "-c", "zip", path("lab.tif"), path("lab-planes.tif"))
    luma_chroma = numpy.asarray(base.convert("YCbCr"))
    for across, down in ((1, 1), (2, 1), (2, 2), (4, 2)):
        blocks = [zlib.compress(shared(luma_chroma[top : top + 8], across, down)) for top in range(0, 23, 8)]
        more = {259: [8], 262: [6], 278: [8], 530: [across, down]}
        write(f"ycbcr-{across}{down}.tif", tiff(31, 23, 8, blocks, more, 273, 279))


    older_jpeg(base)


def older_jpeg(base):
    """A JPEG of the older kind: as the strip itself, and with a strip that begins behind the scan's header."""
    coded = io.BytesIO()
    base.save(coded, "JPEG", quality=85, subsampling=0)
    jpeg = coded.getvalue()
    scan = jpeg.index(b"\xff\xda")
    scan += 2 + struct.unpack(">H", jpeg[scan + 2 : scan + 4])[0]
    for name, strip in (("whole", 0), ("scan", scan)):
        more = {259: [6], 262: [6], 273: [8 + strip], 278: [23], 279: [len(jpeg) - strip], 512: [1], 530: [1, 1]}
        write(f"old-jpeg-{name}.tif", tiff(31, 23, 8, [jpeg], more, 513, 514))


def shared(pixels, across, down):
    """Blocks of luma with the chroma of their first pixel; over the edges the last pixel is repeated."""
    height, width, _ = pixels.shape
    packed = bytearray()
    for top in range(0, height, down):
        for left in range(0, width, across):
            for y in range(top, top + down):
                for x in range(left, left + across):
                    packed.append(pixels[min(y, height - 1), min(x, width - 1), 0])
            packed += bytes(pixels[top, left, 1:])
    return bytes(packed)


def tiff16(pixels):
    height, width, _ = pixels.shape
    return tiff(width, height, 16, [pixels.astype("<u2").tobytes()], {278: height}, 273, 279)


def tiled(pixels):
    height, width, _ = pixels.shape
    tiles = []
    for top in range(0, height, 32):
        for left in range(0, width, 48):
            tile = numpy.zeros((32, 48, 3), numpy.uint8)
            piece = pixels[top : top + 32, left : left + 48]
            tile[: piece.shape[0], : piece.shape[1]] = piece
            tiles.append(tile.tobytes())
    return tiff(width, height, 8, tiles, {322: 48, 323: 32}, 324, 325)


def tiff(width, height, depth, blocks, more, offsets_tag, lengths_tag):
    tags = {256: [width], 257: [height], 258: [depth] * 3, 259: [1], 262: [2], 277: [3]}
    tags.update({tag: value if isinstance(value, list) else [value] for tag, value in more.items()})
    at = 8
    offsets = []
    for block in blocks:
        offsets.append(at)
        at += len(block)
    tags[offsets_tag] = offsets
    tags[lengths_tag] = [len(block) for block in blocks]
    extra_at = at + 2 + 12 * len(tags) + 4
    entries, extra = b"", b""
    for tag in sorted(tags):
        values = tags[tag]
        data = struct.pack(f"<{len(values)}I", *values)
        if len(values) == 1:
            field = data
        else:
            field = struct.pack("<I", extra_at + len(extra))
            extra += data
        entries += struct.pack("<HHI", tag, 4, len(values)) + field
    return struct.pack("<2sHI", b"II", 42, at) + b"".join(blocks) + struct.pack("<H", len(tags)) + entries + bytes(4) + extra


def videos():
    """Moving gradients; a key frame every ten."""
    source = ["-f", "lavfi", "-i", "testsrc2=size=162x90:rate=25:duration=2"]
    tone = ["-f", "lavfi", "-i", "sine=frequency=440:duration=2"]
    h264 = ["-c:v", "libx264", "-preset", "fast", "-g", "10", "-pix_fmt", "yuv420p", "-crf", "30"]
    run("ffmpeg", "-y", *source, *tone, *h264, "-c:a", "aac", "-b:a", "32k", path("h264.mp4"))
    run("ffmpeg", "-y", *source, "-c:v", "libx264", "-preset", "fast", "-pix_fmt", "yuv420p", "-crf", "30", path("one-key-frame.mp4"))
    run("ffmpeg", "-y", *source, "-t", "0.2", *h264, "-color_range", "pc", "-vf", "scale=out_range=pc", path("full-range.mp4"))
    run("ffmpeg", "-y", *source, "-t", "0.2", *h264, "-colorspace", "bt709", path("bt709.mp4"))
    run("ffmpeg", "-y", *source, "-t", "0.2", *h264, path("short.mp4"))
    for degrees in (90, 180, 270):
        rotated(degrees)
    os.remove(path("short.mp4"))
    vp9 = ["-c:v", "libvpx-vp9", "-g", "10", "-b:v", "80k"]
    run("ffmpeg", "-y", *source, *vp9, "-pix_fmt", "yuv420p", path("vp9.mkv"))
    run("ffmpeg", "-y", *source, *tone, "-c:v", "libvpx", "-g", "10", "-b:v", "80k", "-c:a", "libopus", "-b:a", "24k", path("vp8.webm"))
    run("ffmpeg", "-y", *source, "-c:v", "mpeg4", "-g", "10", "-t", "1", "-q:v", "16", path("mpeg4.avi"))
    run("ffmpeg", "-y", *source, "-t", "0.2", "-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le",
        "-tag:v", "hvc1", path("hevc10.mp4"))
    run("ffmpeg", "-y", *source, "-t", "0.2", "-c:v", "libaom-av1", "-cpu-used", "8", path("av1.mp4"))


def rotated(degrees):
    """The display matrix of the track header, put in by hand: ffmpeg's option is younger than some ffmpegs."""
    with open(path("short.mp4"), "rb") as file:
        data = bytearray(file.read())
    one = 0x10000
    matrix = {
        90: (0, one, 0, -one & 0xFFFFFFFF, 0, 0, 90 * one, 0, 1 << 30),
        180: (-one & 0xFFFFFFFF, 0, 0, 0, -one & 0xFFFFFFFF, 0, 162 * one, 90 * one, 1 << 30),
        270: (0, -one & 0xFFFFFFFF, 0, one, 0, 0, 0, 162 * one, 1 << 30),
    }[degrees]
    struct.pack_into(">9I", data, data.index(b"tkhd") + 4 + 40, *matrix)
    write(f"rotated{degrees}.{'mov' if degrees == 90 else 'mp4'}", bytes(data))


def stills():
    """AVIF by libaom, and HEIC as one item and as a grid, written by hand around x265's pictures."""
    for name, width, height, fmt in (("avif420", 93, 61, "yuv420p"), ("avif444", 94, 62, "yuv444p")):
        source = path("source.png")
        picture(width, height).save(source)
        run("ffmpeg", "-y", "-i", source, "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "8", "-crf", "25",
            "-pix_fmt", fmt, "-vf", "scale=out_color_matrix=bt709:out_range=pc", "-color_range", "pc", "-colorspace", "bt709",
            "-color_primaries", "bt709", "-color_trc", "iec61966-2-1", path(name + ".avif"))
        os.remove(source)
    whole = picture(150, 100)
    write("single.heic", heic([hevc(whole)], 150, 100, 1, 1, 150, 100))
    canvas = Image.new("RGB", (192, 128))
    canvas.paste(whole, (0, 0))
    tiles = [hevc(canvas.crop((64 * x, 64 * y, 64 * x + 64, 64 * y + 64))) for y in range(2) for x in range(3)]
    write("grid.heic", heic(tiles, 64, 64, 2, 3, 150, 100))


def stills_with_alpha():
    """By avifenc, heif-enc and an ffmpeg that writes two streams into AVIF; the alpha planes of avifenc are lossless."""
    source = path("source.png")
    with_alpha(picture(128, 128)).save(source)
    lossless = ["-s", "6", "--minalpha", "0", "--maxalpha", "0", "-y", "420"]
    run("avifenc", *lossless, "--min", "50", "--max", "50", "--grid", "2x2", source, path("alpha-grid.avif"))
    with_alpha(picture(48, 32)).save(source)
    for name, options in (("alpha", []), ("alpha10", ["-d", "10"]), ("alpha-premultiplied", ["-p"])):
        run("avifenc", *lossless, "--min", "40", "--max", "40", *options, source, path(name + ".avif"))
    run("heif-enc", "-q", "40", source, "-o", path("alpha.heic"))
    for name, change, signal in (
        ("alpha-limited", "lut=y='16+round(val*219/255)'", "tv"),
        ("alpha-smaller", "scale=24:16:flags=area", "pc"),
        ("alpha-larger", "scale=96:64:flags=neighbor", "pc"),
    ):
        run(FFMPEG, "-y", "-i", source, "-filter_complex",
            "[0]split[a][b];[a]format=rgb24,scale=out_color_matrix=bt709:out_range=pc,format=yuv420p[c];"
            f"[b]alphaextract,{change},format=gray,setparams=range={signal}:colorspace=bt709[d]",
            "-map", "[c]", "-map", "[d]", "-c:v", "libaom-av1", "-still-picture", "1", "-cpu-used", "6", "-crf:v:0", "40",
            "-crf:v:1", "4", "-color_range:v:1", signal, "-colorspace:v:0", "bt709", path(name + ".avif"))
    os.remove(source)


def hevc(image):
    """One picture as (hvcC, length-prefixed slices)."""
    source, movie = path("tile.png"), path("tile.mp4")
    image.save(source)
    run("ffmpeg", "-y", "-i", source, "-c:v", "libx265", "-x265-params", "log-level=none:info=0:keyint=1", "-crf", "22",
        "-pix_fmt", "yuv420p", "-vf", "scale=out_color_matrix=bt601:out_range=pc", "-color_range", "pc", "-colorspace",
        "smpte170m", "-tag:v", "hvc1", "-frames:v", "1", movie)
    with open(movie, "rb") as file:
        data = file.read()
    os.remove(source)
    os.remove(movie)
    at = data.index(b"hvcC") - 4
    configuration = data[at : at + struct.unpack_from(">I", data, at)[0]]
    at = data.index(b"mdat") - 4
    return configuration, data[at + 8 : at + struct.unpack_from(">I", data, at)[0]]


def box(kind, *pieces):
    payload = b"".join(pieces)
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


def full(kind, version, flags, *pieces):
    return box(kind, struct.pack(">I", version << 24 | flags), *pieces)


def heic(tiles, tile_width, tile_height, rows, columns, width, height):
    grid = len(tiles) > 1
    items = [(i + 1, b"hvc1", data) for i, (_, data) in enumerate(tiles)]
    if grid:
        items.append((len(tiles) + 1, b"grid", struct.pack(">BBBBHH", 0, 0, rows - 1, columns - 1, width, height)))
    primary = items[-1][0]
    configurations = []
    for configuration, _ in tiles:
        if configuration not in configurations:
            configurations.append(configuration)
    properties = configurations + [full(b"ispe", 0, 0, struct.pack(">II", tile_width, tile_height))]
    properties += [full(b"ispe", 0, 0, struct.pack(">II", width, height))]
    of_tile, of_whole = len(configurations) + 1, len(configurations) + 2
    associations = b"".join(
        struct.pack(">HBBB", i + 1, 2, 0x80 | configurations.index(tiles[i][0]) + 1, of_tile) for i in range(len(tiles)))
    if grid:
        associations += struct.pack(">HBB", primary, 1, of_whole)
    infos = b"".join(full(b"infe", 2, 1 if grid and k == b"hvc1" else 0, struct.pack(">HH4s", i, 0, k), b"\0") for i, k, _ in items)
    references = full(b"iref", 0, 0, box(b"dimg", struct.pack(">HH", primary, len(tiles)),
                                           b"".join(struct.pack(">H", i + 1) for i in range(len(tiles))))) if grid else b""

    def meta(start):
        locations, at = b"", start
        for number, _, data in items:
            locations += struct.pack(">HHHII", number, 0, 1, at, len(data))
            at += len(data)
        return full(
            b"meta", 0, 0,
            full(b"hdlr", 0, 0, struct.pack(">I4s12x", 0, b"pict"), b"\0"),
            full(b"pitm", 0, 0, struct.pack(">H", primary)),
            full(b"iloc", 0, 0, struct.pack(">BBH", 0x44, 0, len(items)), locations),
            full(b"iinf", 0, 0, struct.pack(">H", len(items)), infos),
            references,
            box(b"iprp", box(b"ipco", *properties), full(b"ipma", 0, 0, struct.pack(">I", len(items)), associations)))

    head = box(b"ftyp", b"heic", struct.pack(">I", 0), b"mif1heic")
    start = len(head) + len(meta(0)) + 8
    return head + meta(start) + box(b"mdat", b"".join(data for _, _, data in items))


def by_ffmpeg(name):
    """Width, height and rgb24 of the first frame, upright where the container says so."""
    raw = subprocess.run([FFMPEG, "-v", "error", "-i", path(name), "-frames:v", "1", "-c:v", "ppm", "-f", "image2pipe", "-"],
                         check=True, stdout=subprocess.PIPE).stdout
    with Image.open(io.BytesIO(raw)) as image:
        size = image.size
    # tiles are put together by the command only where no filter is asked for; it does not crop a grid of one
    first = [] if name.endswith(".heic") or "grid" in name else ["-vf", "select=eq(n\\,0)"]
    if name == "alpha.heic":
        size, first = (48, 32), ["-map", "0:v:0", "-vf", "crop=48:32:0:0:exact=1"]
    raw = subprocess.run(
        [FFMPEG, "-v", "error", "-i", path(name), *first, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        check=True, stdout=subprocess.PIPE).stdout
    return size, divided(name, raw) if "premultiplied" in name else raw


def divided(name, rgb):
    """Colours that were multiplied by the second stream's luma, as they were before."""
    raw = subprocess.run([FFMPEG, "-v", "error", "-i", path(name), "-map", "0:v:1", "-f", "rawvideo", "-pix_fmt", "gray", "-"],
                         check=True, stdout=subprocess.PIPE).stdout
    alpha = numpy.frombuffer(raw, numpy.uint8).astype(int)[:, None]
    by = numpy.maximum(alpha, 1)
    colours = (numpy.frombuffer(rgb, numpy.uint8).reshape(-1, 3).astype(int) * 255 + by // 2) // by
    return numpy.where(alpha == 0, 0, numpy.minimum(255, colours)).astype(numpy.uint8).tobytes()


def expected(name):
    if name.rsplit(".", 1)[1] in ("mp4", "mov", "mkv", "webm", "avi", "avif", "heic"):
        size, raw = by_ffmpeg(name)
    else:
        with Image.open(path(name)) as image:
            size, raw = image.size, image.convert("RGB").tobytes()
    return f"{name} {size[0]} {size[1]} {hashlib.sha256(raw).hexdigest()}\n"


def main():
    for make in (jpegs, webps, gifs, bmps, tiffs, videos, stills, stills_with_alpha):
        make()
    names = sorted(name for name in os.listdir(FOLDER) if name != "expected.txt")
    with open(path("expected.txt"), "w") as table:
        table.writelines(expected(name) for name in names)


if __name__ == "__main__":
    main()
