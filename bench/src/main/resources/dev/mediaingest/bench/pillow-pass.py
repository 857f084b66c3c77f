"""What a look at pixels finds, found by Pillow and numpy: both hashes, average and DCT hash, thumbnail, tensor.

Prints "done N". Arguments: a folder. Its processor time is taken from outside.
"""
import hashlib
import io
import os
import sys

import numpy
from PIL import Image

SIDE = 32
ANGLES = numpy.arange(SIDE)
COSINES = numpy.cos(numpy.pi * numpy.outer(ANGLES, 2 * ANGLES + 1) / (2 * SIDE))


def look(path):
    with open(path, "rb") as file:
        data = file.read()
    found = [hashlib.sha256(data).hexdigest()]
    image = Image.open(io.BytesIO(data)).convert("RGB")
    found.append(hashlib.sha256(image.tobytes()).hexdigest())
    grey = image.convert("L")
    small = numpy.asarray(grey.resize((8, 8), Image.LANCZOS))
    found.append(small > small.mean())
    low = (COSINES @ numpy.asarray(grey.resize((SIDE, SIDE), Image.LANCZOS), float) @ COSINES.T)[:8, :8]
    found.append(low > numpy.median(low))
    thumbnail = image.copy()
    thumbnail.thumbnail((512, 512), Image.LANCZOS)
    jpeg = io.BytesIO()
    thumbnail.save(jpeg, "JPEG", quality=85)
    found.append(jpeg.tell())
    found.append(numpy.asarray(image.resize((224, 224), Image.BILINEAR), numpy.float32) / 255)
    return found


done = 0
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if not name.endswith(".mp4"):
            look(os.path.join(folder, name))
            done += 1
print("done", done)
