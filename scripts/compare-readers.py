#!/usr/bin/env python3
"""Compares what inspect says of files with what exiftool, Pillow and ffprobe say, by field; prints a table and every disagreement.

    scripts/compare-readers.py FILE|FOLDER…

Needs exiftool, Pillow and ffprobe (Debian: libimage-exiftool-perl, python3-pil, ffmpeg); not needed to run the tests. A field counts where
both say something; "only theirs" and "only ours" are listed apart. Whoever disagrees need not be wrong.
"""
import collections
import json
import os
import re
import subprocess
import sys
import warnings

from PIL import Image

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = None
LAUNCHER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "media-ingest")
KNOWN = re.compile(r"\.(png|apng|jpe?g|jfif|mpo|webp|gif|bmp|dib|tiff?|avifs?|hei[cf]s?|hif|jxl|mp4|m4v|mov|3gp|mkv|webm|avi)$", re.I)


VIDEO = re.compile(r"\.(mp4|m4v|mov|3gp|mkv|webm|avi)$", re.I)


def files(arguments):
    for argument in arguments:
        if os.path.isfile(argument):
            yield os.path.abspath(argument)
        for root, _, names in os.walk(argument):
            yield from (os.path.join(os.path.abspath(root), name) for name in sorted(names) if KNOWN.search(name))


def in_batches(paths, command, size=200):
    for i in range(0, len(paths), size):
        yield subprocess.run(command + paths[i : i + size], capture_output=True, text=True, errors="replace").stdout


def by_inspect(paths):
    found = {}
    for out in in_batches(paths, [LAUNCHER, "inspect", "--json"]):
        for line in out.splitlines():
            entry = json.loads(line)
            found[entry["file"]] = entry
    return found


def by_exiftool(paths):
    command = ["exiftool", "-j", "-n"]
    found = {}
    for out in in_batches(paths, command):
        for entry in json.loads(out or "[]"):
            found[entry["SourceFile"]] = entry
    return found


def by_pillow(path):
    try:
        with Image.open(path) as image:
            return {"width": image.size[0], "height": image.size[1], "mode": image.mode, "frames": getattr(image, "n_frames", 1)}
    except Exception:
        return {}


def by_ffprobe(path):
    command = ["ffprobe", "-v", "quiet", "-of", "json", "-show_format", "-show_streams", path]
    try:
        entry = json.loads(subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60).stdout or "{}")
    except (ValueError, subprocess.TimeoutExpired):
        return {}
    video = next((s for s in entry.get("streams", []) if s.get("codec_type") == "video"), None)
    if video is None:
        return {}
    rate = video.get("avg_frame_rate", "0/0").split("/")
    frames = float(rate[0]) / float(rate[1]) if len(rate) == 2 and float(rate[1]) else None
    duration = entry.get("format", {}).get("duration")
    return {"width": video.get("width"), "height": video.get("height"), "codec": video.get("codec_name"),
            "duration": float(duration) if duration else None, "frame_rate": frames}


def date(text):
    digits = re.match(r"(\d{4})\D(\d\d)\D(\d\d)\D+(\d\d)\D(\d\d)(?:\D(\d\d))?", str(text or ""))
    return None if not digits or digits[1] == "0000" else "-".join(digits.groups("00"))


def words(value):
    values = value if isinstance(value, list) else [] if value is None else [value]
    return {str(word).strip().lower() for word in values if str(word).strip()}


def ours(entry):
    facts = entry.get("facts") or {}
    origin = facts.get("origin") or {}
    place = origin.get("location") or {}
    camera = origin.get("camera") or {}
    size = facts.get("dimensions") or {}
    own = {k["text"] for k in entry.get("keywords") or [] if k["source"] in ("xmp", "iptc", "exif", "xtra")}
    return {"width": size.get("width"), "height": size.get("height"), "mode": facts.get("color_mode"), "codec": facts.get("codec"),
            "duration": facts.get("duration"), "frame_rate": facts.get("frame_rate"), "frames": facts.get("frame_count"),
            "orientation": facts.get("orientation"), "date": date((origin.get("captured_at") or {}).get("clock")),
            "latitude": place.get("latitude"), "longitude": place.get("longitude"), "make": camera.get("make"), "model": camera.get("model"),
            "rating": (entry.get("score") or {}).get("value"), "keywords": own or None}


TURNS = {1: "upright", 2: "mirrored", 3: "upside-down", 4: "upside-down-mirrored", 5: "mirrored-then-left", 6: "turn-right", 7: "mirrored-then-right", 8: "turn-left"}


def theirs(entry):
    keywords = words(entry.get("Keywords")) | words(entry.get("Subject"))
    taken = next((date(entry.get(tag)) for tag in ("DateTimeOriginal", "CreateDate", "DateCreated", "CreationDate", "CreationTime", "ModifyDate") if date(entry.get(tag))), None)
    return {"width": entry.get("ImageWidth"), "height": entry.get("ImageHeight"), "orientation": TURNS.get(entry.get("Orientation")), "date": taken,
            "latitude": entry.get("GPSLatitude"), "longitude": entry.get("GPSLongitude"), "make": entry.get("Make"), "model": entry.get("Model"),
            "rating": entry.get("Rating"), "keywords": keywords or None, "duration": entry.get("Duration")}


def same(field, one, other):
    if isinstance(one, (int, float)) and isinstance(other, str):
        try:
            other = float(other)
        except ValueError:
            return False
    if field in ("duration", "frame_rate"):
        return abs(one - other) <= max(0.05, 0.02 * other)
    if field in ("latitude", "longitude"):
        return abs(float(one) - float(other)) < 0.0005
    if field == "keywords":
        return other <= one
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return one == other
    return str(one).strip().lower() == str(other).strip().lower()


def main():
    paths = list(files(sys.argv[1:]))
    inspected, read = by_inspect(paths), by_exiftool(paths)
    table = collections.defaultdict(collections.Counter)
    lines = []
    for path in paths:
        mine = ours(inspected.get(path, {}))
        for tool, said in (("exiftool", theirs(read.get(path, {}))), ("Pillow", by_pillow(path)), ("ffprobe", by_ffprobe(path) if VIDEO.search(path) else {})):
            for field, value in said.items():
                own = mine.get(field)
                if value in (None, "", []) or (field == "frames" and value == 1):
                    outcome = "only ours" if own not in (None, "") and tool == "exiftool" else None
                elif own in (None, ""):
                    outcome = "only theirs"
                else:
                    outcome = "same" if same(field, own, value) else "other"
                if outcome:
                    table[tool, field][outcome] += 1
                if outcome in ("other", "only theirs"):
                    lines.append(f"{outcome:12} {tool:9} {field:12} {os.path.relpath(path)}: ours {own!r}, theirs {value!r}")
    print(f"{len(paths)} files")
    print(f"{'tool':9} {'field':12} {'same':>6} {'other':>6} {'only theirs':>12} {'only ours':>10}")
    for (tool, field), counts in sorted(table.items()):
        print(f"{tool:9} {field:12} {counts['same']:6} {counts['other']:6} {counts['only theirs']:12} {counts['only ours']:10}")
    print("\n".join(sorted(lines)))


if __name__ == "__main__":
    main()
