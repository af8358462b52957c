"""A stranger's view of a tree: RFC 9162 sections 2.1.1 and 2.1.3.2, from the text of the RFC, sharing nothing with the product."""
import hashlib
import json
import sys


def leaf_hash(entry):
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def tree_hash(entries):
    if not entries:
        return hashlib.sha256(b"").digest()
    if len(entries) == 1:
        return leaf_hash(entries[0])
    k = 1
    while 2 * k < len(entries):
        k *= 2
    return node_hash(tree_hash(entries[:k]), tree_hash(entries[k:]))


def root_from(leaf, index, size, path):
    if index >= size:
        return None
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            r = node_hash(r, p)
        fn >>= 1
        sn >>= 1
    return r if sn == 0 else None


def main():
    checked = 0
    for line in sys.stdin:
        tree = json.loads(line)
        entries = [bytes.fromhex(entry) for entry in tree["entries"]]
        root = tree_hash(entries)
        assert root.hex() == tree["root"], f"root of {len(entries)} leaves"
        for proof in tree["proofs"]:
            path = [bytes.fromhex(node) for node in proof["path"]]
            found = root_from(leaf_hash(entries[proof["index"]]), proof["index"], len(entries), path)
            assert (found == root) == proof["holds"], f"proof of leaf {proof['index']} of {len(entries)}"
            checked += 1
    print(checked)


main()
