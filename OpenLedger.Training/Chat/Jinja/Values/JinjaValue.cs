using System.Numerics;

namespace OpenLedger.Training.Chat.Jinja.Values;

/// <summary>
/// One value of a template, with the meaning Python gives it. Lists and tuples are arrays that nobody changes once they are
/// wrapped; the default value is an undefined one.
/// </summary>
internal readonly struct JinjaValue
{
    private readonly object? _reference;
    private readonly long _bits;

    private JinjaValue(JinjaKind kind, object? reference, long bits)
    {
        Kind = kind;
        _reference = reference;
        _bits = bits;
    }

    public static JinjaValue None { get; } = new(JinjaKind.None, null, 0);

    public static JinjaValue True { get; } = new(JinjaKind.Boolean, null, 1);

    public static JinjaValue False { get; } = new(JinjaKind.Boolean, null, 0);

    public static JinjaValue EmptyText { get; } = Of(string.Empty);

    public JinjaKind Kind { get; }

    public bool IsUndefined => Kind == JinjaKind.Undefined;

    public bool IsNone => Kind == JinjaKind.None;

    public bool IsText => Kind == JinjaKind.Text;

    /// <summary>Booleans are numbers in Python.</summary>
    public bool IsNumber => Kind is JinjaKind.Boolean or JinjaKind.Integer or JinjaKind.Float;

    public bool IsWhole => Kind is JinjaKind.Boolean or JinjaKind.Integer;

    /// <summary>A whole number beyond 64 bits.</summary>
    public bool IsBig => Kind == JinjaKind.Integer && _reference is not null;

    /// <summary>List, tuple, range or dictionary view.</summary>
    public bool IsSequence => Kind is JinjaKind.List or JinjaKind.Tuple or JinjaKind.Range or JinjaKind.View;

    /// <summary>A text that went through <c>safe</c> or <c>escape</c>: adding plain text to it escapes that text.</summary>
    public bool IsMarkup => Kind == JinjaKind.Text && _bits != 0;

    /// <summary>A tuple that <c>groupby</c> made.</summary>
    public bool IsGroup => Kind == JinjaKind.Tuple && _bits != 0;

    public bool Boolean => _bits != 0;

    /// <summary>The whole number (or boolean) where it is not <see cref="IsBig"/>.</summary>
    public long Whole => _bits;

    public double Float => BitConverter.Int64BitsToDouble(_bits);

    public string Text => (string)_reference!;

    public JinjaValue[] Items => (JinjaValue[])_reference!;

    public JinjaDictionary Dictionary => (JinjaDictionary)_reference!;

    public JinjaGenerator Generator => (JinjaGenerator)_reference!;

    public JinjaObject Object => (JinjaObject)_reference!;

    /// <summary>What an undefined value says when it is used.</summary>
    public string Hint => _reference as string ?? "the value is undefined";

    /// <summary>The name Python has for the type.</summary>
    public string TypeName => Kind switch
    {
        JinjaKind.Undefined => "Undefined",
        JinjaKind.None => "NoneType",
        JinjaKind.Boolean => "bool",
        JinjaKind.Integer => "int",
        JinjaKind.Float => "float",
        JinjaKind.Text => "str",
        JinjaKind.List => "list",
        JinjaKind.Tuple => "tuple",
        JinjaKind.Range => "range",
        JinjaKind.View => ViewName,
        JinjaKind.Dictionary => "dict",
        JinjaKind.Generator => "generator",
        _ => Object.TypeName,
    };

    private string ViewName => _bits switch { 0 => "dict_keys", 1 => "dict_values", _ => "dict_items" };

    public static JinjaValue Undefined(string hint) => new(JinjaKind.Undefined, hint, 0);

    public static JinjaValue Of(bool value) => value ? True : False;

    public static JinjaValue Of(long value) => new(JinjaKind.Integer, null, value);

    public static JinjaValue Of(double value) => new(JinjaKind.Float, null, BitConverter.DoubleToInt64Bits(value));

    public static JinjaValue Of(string value) => new(JinjaKind.Text, value, 0);

    public static JinjaValue Of(JinjaDictionary value) => new(JinjaKind.Dictionary, value, 0);

    public static JinjaValue Of(JinjaObject value) => new(JinjaKind.Object, value, 0);

    public static JinjaValue Of(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return Of((long)value);
        }

        return value.GetBitLength() <= JinjaLimits.IntegerBits
            ? new JinjaValue(JinjaKind.Integer, value, 0)
            : throw new JinjaFault($"it makes a whole number of more than {JinjaLimits.IntegerBits} bits");
    }

    public static JinjaValue Markup(string value) => new(JinjaKind.Text, value, 1);

    public static JinjaValue List(params JinjaValue[] items) => new(JinjaKind.List, items, 0);

    public static JinjaValue Tuple(params JinjaValue[] items) => new(JinjaKind.Tuple, items, 0);

    public static JinjaValue Group(JinjaValue key, JinjaValue list) => new(JinjaKind.Tuple, new[] { key, list }, 1);

    /// <summary>A range; where it ends matters only for printing.</summary>
    public static JinjaValue Range(JinjaValue[] items, long stop) => new(JinjaKind.Range, items, stop);

    public static JinjaValue Keys(JinjaValue[] items) => new(JinjaKind.View, items, 0);

    public static JinjaValue Values(JinjaValue[] items) => new(JinjaKind.View, items, 1);

    public static JinjaValue Pairs(JinjaValue[] items) => new(JinjaKind.View, items, 2);

    public static JinjaValue Lazy(IEnumerable<JinjaValue> items) => new(JinjaKind.Generator, new JinjaGenerator(items), 0);

    /// <summary>The same kind of sequence with other items: what slicing and adding give.</summary>
    public JinjaValue With(JinjaValue[] items) => Kind switch
    {
        JinjaKind.Range => Range(items, items.Length > 0 ? items[^1].Whole + (items.Length > 1 ? items[1].Whole - items[0].Whole : 1) : 0),
        JinjaKind.Tuple => Tuple(items),
        _ => List(items),
    };

    /// <summary>The whole number at any size; only where <see cref="IsWhole"/>.</summary>
    public BigInteger Big => _reference is BigInteger big ? big : _bits;

    /// <summary>The number as a float; only where <see cref="IsNumber"/>.</summary>
    public double Number
    {
        get
        {
            if (Kind == JinjaKind.Float)
            {
                return Float;
            }

            if (!IsBig)
            {
                return _bits;
            }

            var number = (double)Big;
            return double.IsInfinity(number) ? throw new JinjaFault("int too large to convert to float") : number;
        }
    }

    /// <summary>Whether both are the same object, or the same small value: Python's <c>is</c>.</summary>
    public bool IsSame(JinjaValue other)
        => Kind == other.Kind && _bits == other._bits
            && (ReferenceEquals(_reference, other._reference) || (IsText && Text == other.Text) || (IsBig && other.IsBig && Big == other.Big));
}
