#!/usr/bin/env python3
"""Recomputes the layout hashes in the output of `rbgen layout --format json`.

Written from docs/manual/layout-hash.md alone. Reads files named as arguments, or standard input; exits with 1 if a
published hash differs. Needs nothing but Python 3.9.
"""
import hashlib, json, struct, sys


def text_of(value, kind, size):
    if isinstance(value, list):
        return ",".join(text_of(v, kind, size) for v in value)
    if kind == "float":
        return struct.pack(">f" if size == 4 else ">d", float(value)).hex()
    if kind == "char" or kind == "char16":
        return value.encode().hex()
    return str(int(value)) if kind != "bytes" and kind != "guid" and kind != "uuid" else value


def traits(field, kind, size):
    out = ""
    if "const" in field:
        out += " const=" + text_of(field["const"]["value"], kind, size)
    if "one_of" in field:
        out += " one_of=" + "|".join(sorted(text_of(v["value"], kind, size) for v in field["one_of"]))
    out += " size" if field.get("role") == "size" else ""
    out += " truthy" if field.get("truthy") else ""
    if "text" in field:
        text = field["text"]
        out += f" {text['encoding']} {text['pad']}"
        out += " terminated" if text["terminated"] else ""
        out += " replace" if text["replace_invalid"] else ""
    return out


class Layout:
    def __init__(self, doc):
        self.types = {t["name"]: t for part in ("enums", "flags", "unions", "structs") for t in doc[part]}

    def hash(self, s):
        lines = [f"struct {s['size']} {s['align']} {s['order']}"] + list(self.fields(s, 0))
        digest = hashlib.sha256("".join(line + "\n" for line in lines).encode()).digest()
        return "0x%016x" % int.from_bytes(digest[:8], "little")

    def kind(self, entry, name):
        if entry["kind"] == "enum":
            enum = self.types[name]
            codes = ",".join(map(str, sorted({int(v["code"]) for v in enum["values"]})))
            return f"enum:{enum['type']['kind']}:{enum['unknown']}:{codes}"
        if entry["kind"] == "flags":
            return "flags:" + ",".join("%d+%d" % b for b in sorted((v["low"], v["width"]) for v in self.types[name]["values"]))
        return {"host": f"host:{entry.get('host')}", "reserved": f"reserved:{entry.get('policy')}"}.get(entry["kind"], entry["kind"])

    def fields(self, s, base):
        by_name = {f["name"]: f for f in s["fields"]}
        for f in s["fields"]:
            at = base + f["offset"]
            if f["kind"] in ("reserved", "padding"):
                yield f"reserved {at} {f['size']} {f.get('policy', 'ignore')}"
            elif f["kind"] == "bits":
                yield f"bits {at} {f['size']} {f['type']['kind']} {'-' if f['size'] == 1 else f['order']}"
                for item in sorted(f["items"], key=lambda item: item["low"]):
                    yield f"item {item['low']} {item['width']} {self.kind(item, item.get('type'))}" + traits(item, item["kind"], 0)
            else:
                tag = "-"
                if "tag" in f:
                    holder = by_name[f["tag"]["field"]]
                    tag = str(base + holder["offset"])
                    for item in holder.get("items", []):
                        if item["name"] == f["tag"].get("item"):
                            tag += f":{item['low']}+{item['width']}"
                yield from self.value(at, f["type"], f["order"], tag, f)

    def value(self, at, ty, order, tag, field):
        count = 1
        for n in ty["dims"]:
            count *= n
        if ty["kind"] == "struct" and not ty["dims"]:
            yield from self.fields(self.types[ty["ref"]], at)
        elif ty["kind"] == "struct":
            yield f"array {at} {count} {ty['size']}"
            yield from self.fields(self.types[ty["ref"]], 0)
            yield "end"
        elif ty["kind"] == "union":
            yield f"union {at} {ty['size']} {count} {tag}"
            for m in self.types[ty["ref"]]["members"]:
                codes = ",".join(sorted(text_of(w["value"], "uint", 0) for w in m.get("when", [])))
                yield "member " + ("otherwise" if m["otherwise"] else codes)
                yield from self.value(0, m["type"], m["order"], "-", {})
            yield "end"
        else:
            order = "-" if ty["size"] == 1 or ty["kind"] in ("char", "bytes", "guid", "uuid") else order
            yield f"value {at} {ty['size']} {count} {self.kind(ty, ty.get('ref'))} {order}" + traits(field, ty["kind"], ty["size"])


def main():
    wrong = total = 0
    for name in sys.argv[1:] or ["-"]:
        doc = json.load(sys.stdin if name == "-" else open(name, encoding="utf-8"))
        layout = Layout(doc)
        for s in doc["structs"]:
            total += 1
            if layout.hash(s) != s["layout_hash"]:
                wrong += 1
                print(f"{name}: {s['name']}: published {s['layout_hash']}, recomputed {layout.hash(s)}")
    print(f"{total} hashes, {wrong} wrong")
    return 1 if wrong or not total else 0


if __name__ == "__main__":
    sys.exit(main())
