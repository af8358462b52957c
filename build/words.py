#!/usr/bin/env python3
"""Adds German texts to a resource file: build/words.py OpenLedger.Studio/Features/X/Words.de.resx < lines of "English<TAB>German"."""
import os
import sys
import xml.etree.ElementTree

path = sys.argv[1]
words = {}
if os.path.exists(path):
    for data in xml.etree.ElementTree.parse(path).getroot().iter("data"):
        words[data.get("name")] = data.find("value").text or ""
for line in sys.stdin:
    if "\t" in line:
        english, german = line.rstrip("\n").split("\t", 1)
        words[english] = german


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


with open(path, "w", encoding="utf-8") as file:
    file.write("""<?xml version="1.0" encoding="utf-8"?>
<root>
  <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
  <resheader name="version"><value>2.0</value></resheader>
  <resheader name="reader"><value>System.Resources.ResXResourceReader, System.Windows.Forms</value></resheader>
  <resheader name="writer"><value>System.Resources.ResXResourceWriter, System.Windows.Forms</value></resheader>
""")
    for english in sorted(words):
        name = escape(english).replace('"', "&quot;")
        file.write(f'  <data name="{name}" xml:space="preserve"><value>{escape(words[english])}</value></data>\n')
    file.write("</root>\n")
