#!/usr/bin/env python3
"""Makes some 760 TIFFs and BMPs of every layout their tools can write, to compare pixels with Pillow's; not needed to run the tests.

    scripts/tiff-bmp-set.py FOLDER

Needs Pillow, tiffcp and tiffset of libtiff, and ImageMagick's convert. Ingest FOLDER and compare media_files.media_file_id with
sha256(Image.open(f).convert('RGB').tobytes()). Forty of them, smaller, are among the pictures decoder-fixtures.py's tests read.
"""
import os, random, subprocess, sys, tempfile
from PIL import Image, ImageFilter, ImageDraw
out=sys.argv[1]; os.makedirs(out,exist_ok=True)
random.seed(5)
def picture(w=97,h=61):
    im=Image.new('RGB',(w,h))
    px=im.load()
    for y in range(h):
        for x in range(w):
            px[x,y]=((x*5+y)%256,(y*7+x//2)%256,(x*y//3)%256)
    d=ImageDraw.Draw(im); d.ellipse((20,10,70,50),fill=(200,30,60)); d.rectangle((5,30,40,58),fill=(20,160,220))
    return im
src=picture()
S=os.path.join(tempfile.mkdtemp(),'source.png'); src.save(S)
n=0
def p(name): return os.path.join(out,name)
modes={'rgb':src,'l':src.convert('L'),'1':src.convert('1'),'p':src.quantize(200),'cmyk':src.convert('CMYK'),'ycbcr':src.convert('YCbCr'),'lab':None,'rgba':src.copy(),'la':None,'i16':None,'f':src.convert('F'),'i':src.convert('I'),'rgbx':src.convert('RGBX')}
a=src.convert('L').point(lambda v:255-v)
modes['rgba'].putalpha(a)
la=src.convert('L').copy(); la.putalpha(a); modes['la']=la
modes['i16']=Image.frombytes('I;16',(97,61),b''.join(((x*300+y*77)%65536).to_bytes(2,'little') for y in range(61) for x in range(97)))
try:
    from PIL import ImageCms
    t=ImageCms.buildTransform(ImageCms.createProfile('sRGB'),ImageCms.createProfile('LAB'),'RGB','LAB'); modes['lab']=ImageCms.applyTransform(src,t)
except Exception as e: print('lab',e)
for m,im in modes.items():
    if im is None: continue
    for c in [None,'tiff_lzw','tiff_adobe_deflate','packbits','tiff_deflate','jpeg','group3','group4','tiff_ccitt']:
        try: im.save(p(f'pil-{m}-{c}.tif'),compression=c)
        except Exception as e:
            if os.path.exists(p(f'pil-{m}-{c}.tif')): os.remove(p(f'pil-{m}-{c}.tif'))
def run(*a):
    r=subprocess.run(a,capture_output=True,text=True)
    if r.returncode: print(' '.join(a),r.stderr.strip()[-120:])
bases={k:p(f'pil-{k}-None.tif') for k in ('rgb','l','1','p','cmyk','rgba','i16','la','lab')}
opts={'tile':['-t','-w','32','-l','16'],'sep':['-p','separate'],'lsb':['-f','lsb2msb'],'big':['-B'],'little':['-L'],'rows':['-r','7'],'bigtiff':['-8'],'septile':['-p','separate','-t','-w','16','-l','16'],'biglsb':['-B','-f','lsb2msb']}
for k,b in bases.items():
    for o,args in opts.items():
        for c in ['none','lzw','lzw:2','zip','zip:2','packbits']+(['jpeg','jpeg:r'] if k in('rgb','l') else [])+(['g3','g3:2d','g4'] if k=='1' else []):
            if c.endswith(':2') and k in('1',): continue
            f=p(f'cp-{k}-{o}-{c.replace(":","_")}.tif')
            r=subprocess.run(['tiffcp',*args,'-c',c,b,f],capture_output=True,text=True)
            if r.returncode or not os.path.getsize(f):
                if os.path.exists(f): os.remove(f)
for o in range(1,9):
    for m in ('rgb','l','i16','1'):
        for c in ('none','lzw','jpeg' if m in('rgb','l') else 'zip'):
            f=p(f'orient-{m}-{o}-{c}.tif')
            subprocess.run(['tiffcp','-c',c,bases[m],f],capture_output=True); subprocess.run(['tiffset','-s','274',str(o),f],capture_output=True)
cv='/usr/bin/convert' if os.path.exists('/usr/bin/convert') else 'convert'
for name,args in {
 'im-16':['-depth','16'],'im-16z':['-depth','16','-compress','zip'],'im-cmyk':['-colorspace','CMYK'],'im-cmykz':['-colorspace','CMYK','-compress','zip'],'im-cmyk16':['-colorspace','CMYK','-depth','16'],
 'im-lab':['-colorspace','Lab'],'im-labz':['-colorspace','Lab','-compress','lzw'],'im-grey':['-colorspace','Gray'],'im-grey16':['-colorspace','Gray','-depth','16'],'im-grey4':['-colorspace','Gray','-depth','4'],'im-grey2':['-colorspace','Gray','-depth','2'],
 'im-bilevel':['-monochrome'],'im-fax':['-monochrome','-compress','Fax'],'im-g4':['-monochrome','-compress','Group4'],'im-rle':['-compress','RLE'],'im-lzw':['-compress','LZW'],'im-jpeg':['-compress','JPEG'],
 'im-pal':['-colors','16','-type','Palette'],'im-pal2':['-colors','4','-type','Palette'],'im-pal1':['-colors','2','-type','Palette'],
 'im-minwhite':['-colorspace','Gray','-define','quantum:polarity=min-is-white'],'im-minwhite1':['-monochrome','-define','quantum:polarity=min-is-white'],
 'im-alphau':['-alpha','set','-channel','A','-evaluate','set','40%','+channel','-define','tiff:alpha=unassociated'],'im-alphaa':['-alpha','set','-channel','A','-evaluate','set','40%','+channel','-define','tiff:alpha=associated'],'im-alphax':['-alpha','set','-channel','A','-evaluate','set','40%','+channel','-define','tiff:alpha=unspecified'],
 'im-alphaa16':['-depth','16','-alpha','set','-channel','A','-evaluate','set','40%','+channel','-define','tiff:alpha=associated','-compress','zip'],
 'im-plane':['-interlace','plane'],'im-msb':['-endian','MSB'],'im-msb16':['-endian','MSB','-depth','16'],'im-lsbfill':['-define','tiff:fill-order=lsb'],'im-float':['-depth','32','-define','quantum:format=floating-point','-colorspace','Gray'],'im-floatz':['-depth','32','-define','quantum:format=floating-point','-colorspace','Gray','-compress','zip'],
 'im-ycc':['-colorspace','YCbCr','-compress','jpeg'],'im-flat':['-fill','white','-colorize','100','-resize','1800x1200!','-compress','zip'],
 'im-tile':['-define','tiff:tile-geometry=32x32'],'im-strip':['-define','tiff:rows-per-strip=3','-compress','zip'],'im-signed':['-define','quantum:format=signed','-colorspace','Gray','-depth','16'],
}.items():
    run(cv,S,*args,p(name+'.tif'))
for bits,args in {'24':[],'8':['-colors','200','-type','Palette'],'4':['-colors','16','-type','Palette'],'1':['-monochrome'],'grey':['-colorspace','Gray'],'rle8':['-colors','200','-type','Palette','-compress','RLE'],'rleg':['-colorspace','Gray','-compress','RLE'],'565':['-define','bmp:subtype=RGB565'],'555':['-define','bmp:subtype=RGB555'],'argb1555':['-define','bmp:subtype=ARGB1555'],'32':['-alpha','set','-channel','A','-evaluate','set','40%','+channel'],'pal3':['-colors','3','-type','Palette']}.items():
    for v in ('BMP','BMP2','BMP3'):
        run(cv,S,*args,f'{v}:'+p(f'{v}-{bits}.bmp'))
for m in ('1','l','p','rgb','rgba'):
    modes[m].save(p(f'pil-{m}.bmp'))
# ours by hand
import struct
def bmp(name,w,h,bits,comp,pal,data,top=False,hdr=40,masks=b''):
    palb=b''.join(bytes((b,g,r))+(b'' if hdr==12 else b'\0') for r,g,b in pal)
    if hdr==12: head=struct.pack('<IHHHH',12,w,h,1,bits)
    else:
        head=struct.pack('<IiiHHIIiiII',hdr,w,-h if top else h,1,bits,comp,len(data),0,0,len(pal),0)+masks
        head+=b'\0'*(hdr-len(head)) if hdr>40 else b''
    off=14+len(head)+len(palb)
    open(p(name),'wb').write(b'BM'+struct.pack('<IHHI',off+len(data),0,0,off)+head+palb+data)
pal=[(random.randrange(256),random.randrange(256),random.randrange(256)) for _ in range(16)]
pal256=[(random.randrange(256),random.randrange(256),random.randrange(256)) for _ in range(256)]
# rle8 with eol, absolute, no delta
rows=b''
for y in range(9): rows+=bytes((5,y,0,3,1,2,3,0,2,7))+b'\0\0'
bmp('hand-rle8.bmp',10,9,8,1,pal256,rows+b'\0\1')
bmp('hand-rle8-short.bmp',10,9,8,1,pal256,bytes((5,3,0,0,0,0,3,9))+b'\0\1')
rows4=b''
for y in range(8): rows4+=bytes((5,0x3a,0,4,0x12,0x34,3,0x71))+b'\0\0'
bmp('hand-rle4.bmp',12,8,4,2,pal,rows4+b'\0\1')
bmp('hand-os2-8.bmp',10,4,8,0,pal256,bytes(range(48)),hdr=12)
bmp('hand-os2-4.bmp',10,4,4,0,pal,bytes(range(32)),hdr=12)
bmp('hand-os2-1.bmp',10,4,1,0,[(9,8,7),(200,100,50)],bytes(range(16)),hdr=12)
bmp('hand-os2-24.bmp',5,4,24,0,[],bytes(range(64)),hdr=12)
bmp('hand-os2v2.bmp',10,4,8,0,pal256,bytes(range(48)),hdr=64)
bmp('hand-top.bmp',5,4,24,0,[],bytes(range(64)),top=True)
bmp('hand-565.bmp',6,4,16,3,[],bytes(random.randrange(256) for _ in range(48)),masks=struct.pack('<III',0xf800,0x7e0,0x1f))
bmp('hand-555.bmp',6,4,16,0,[],bytes(random.randrange(256) for _ in range(48)))
bmp('hand-32.bmp',6,4,32,0,[],bytes(random.randrange(256) for _ in range(96)))
bmp('hand-32m.bmp',6,4,32,3,[],bytes(random.randrange(256) for _ in range(96)),masks=struct.pack('<III',0xff0000,0xff00,0xff))
bmp('hand-32v4.bmp',6,4,32,3,[],bytes(random.randrange(256) for _ in range(96)),hdr=108,masks=struct.pack('<IIII',0xff0000,0xff00,0xff,0xff000000))
bmp('hand-32v4abgr.bmp',6,4,32,3,[],bytes(random.randrange(256) for _ in range(96)),hdr=108,masks=struct.pack('<IIII',0xff,0xff00,0xff0000,0xff000000))
bmp('hand-fewcolours.bmp',10,4,8,0,pal256[:20],bytes(range(48)))
bmp('hand-24v5.bmp',5,4,24,0,[],bytes(range(64)),hdr=124)
print(len(os.listdir(out)))
