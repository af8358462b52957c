using System.Diagnostics.CodeAnalysis;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>A Python dictionary: in the order of insertion, keys compared by value (1, 1.0 and true are one key).</summary>
internal sealed class JinjaDictionary
{
    private readonly OrderedDictionary<JinjaValue, JinjaValue> _items = new(KeyComparer.Instance);

    public int Count => _items.Count;

    public IEnumerable<KeyValuePair<JinjaValue, JinjaValue>> Items => _items;

    /// <summary>The keys, in order.</summary>
    public JinjaValue[] Keys(JinjaBudget budget)
    {
        budget.Items(Count);
        return [.. _items.Keys];
    }

    /// <summary>The values, in order.</summary>
    public JinjaValue[] Values(JinjaBudget budget)
    {
        budget.Items(Count);
        return [.. _items.Values];
    }

    /// <summary>Tuples of key and value, in order.</summary>
    public JinjaValue[] Pairs(JinjaBudget budget)
    {
        budget.Items(3L * Count);
        return [.. _items.Select(pair => JinjaValue.Tuple(pair.Key, pair.Value))];
    }

    /// <summary>Sets an item; only while the dictionary is being built, templates cannot change one.</summary>
    public void Set(JinjaBudget budget, JinjaValue key, JinjaValue value)
    {
        budget.Items(1);
        _items[Hashable(budget, key)] = value;
    }

    /// <summary>Sets an item from outside any rendering.</summary>
    public void Set(string key, JinjaValue value) => _items[JinjaValue.Of(key)] = value;

    /// <summary>A copy in which one item is another; new ones come last.</summary>
    public JinjaDictionary With(string key, JinjaValue value)
    {
        var copy = new JinjaDictionary();
        foreach (var (other, item) in _items)
        {
            copy._items[other] = item;
        }

        copy.Set(key, value);
        return copy;
    }

    /// <summary>Finds an item.</summary>
    public bool TryGet(JinjaBudget budget, JinjaValue key, out JinjaValue value) => _items.TryGetValue(Hashable(budget, key), out value);

    /// <summary>Finds an item by a name that stands in the template.</summary>
    public bool TryGet(string key, out JinjaValue value) => _items.TryGetValue(JinjaValue.Of(key), out value);

    /// <summary>Refuses what cannot be a key. Tuples inside tuples are refused too: nobody needs them and their hash could take forever.</summary>
    private static JinjaValue Hashable(JinjaBudget budget, JinjaValue key)
    {
        var parts = key.Kind == JinjaKind.Tuple ? key.Items : [key];
        budget.Scan(parts.Length);
        foreach (var part in parts)
        {
            budget.Scan(part.IsText ? part.Text.Length : 0);
            if (!IsScalar(part))
            {
                throw new JinjaFault($"unhashable type: '{part.TypeName}'");
            }
        }

        return key;
    }

    private static bool IsScalar(JinjaValue value)
        => value.Kind is JinjaKind.Undefined or JinjaKind.None or JinjaKind.Text or JinjaKind.Object || value.IsNumber;

    private sealed class KeyComparer : IEqualityComparer<JinjaValue>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(JinjaValue x, JinjaValue y)
        {
            if (x.Kind == JinjaKind.Tuple && y.Kind == JinjaKind.Tuple)
            {
                return x.Items.AsSpan().SequenceEqual(y.Items, this);
            }

            return x.IsNumber && y.IsNumber ? ValueComparison.Numbers(x, y) == 0 : ScalarsEqual(x, y);
        }

        public int GetHashCode([DisallowNull] JinjaValue obj) => obj.Kind switch
        {
            JinjaKind.Text => string.GetHashCode(obj.Text, StringComparison.Ordinal),
            JinjaKind.Tuple => TupleHash(obj.Items),
            JinjaKind.Object => obj.Object.GetHashCode(),
            _ when obj.IsBig => obj.Big.GetHashCode(),
            JinjaKind.Boolean or JinjaKind.Integer => ((double)obj.Whole).GetHashCode(),
            JinjaKind.Float => obj.Float.GetHashCode(),
            _ => (int)obj.Kind,
        };

        private static bool ScalarsEqual(JinjaValue x, JinjaValue y)
            => x.Kind == y.Kind && (x.Kind is JinjaKind.None or JinjaKind.Undefined || x.IsSame(y) || (x.IsText && x.Text == y.Text));

        private int TupleHash(JinjaValue[] items)
        {
            var hash = default(HashCode);
            foreach (var item in items)
            {
                hash.Add(GetHashCode(item));
            }

            return hash.ToHashCode();
        }
    }
}
