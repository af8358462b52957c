using System.Text;
using OpenLedger.Training.Chance;

namespace OpenLedger.Training.Tests;

/// <summary>Damages a text file as the world does: cut, flipped, doubled, with pieces of JSON where they do not belong. The seed decides how.</summary>
internal static class SeededMutation
{
    private static readonly byte[][] Pieces =
    [
        .. ((string[])
        [
            "{", "}", "[", "]", "\"", ",", ":", "null", "true", "-1", "1e999", "99999999999999999999", "0.5", "\\u0000", "\\ud800", "\\",
            "\"messages\":", "\"input_ids\":[1,2]", "\"labels\":[-100]", "\"text\":\"\"", "\"content\":[{\"type\":\"text\"}]", "\"role\":\"gpt\"",
            "\"weight\":0", "\"data\":[{\"path\":\"a\",\"weight\":0}]", "\"learning_rate\":3", "\"r\":\"8\"", "\"seed\":1.5", "\r\n", "\n", "\t", "é", "\u2028",
        ]).Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE],
    ];

    public static byte[] Of(byte[] original, SeededRandom random)
    {
        var bytes = original.ToList();
        for (var change = 0; change <= random.Next(4); change++)
        {
            Change(bytes, random);
        }

        return [.. bytes];
    }

    private static void Change(List<byte> bytes, SeededRandom random)
    {
        var place = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(12) + 1, bytes.Count - place);
        switch (random.Next(6))
        {
            case 0 when length > 0:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(place, length);
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(place, length));
                break;
            case 3 when random.Next(4) == 0:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 4:
                bytes.InsertRange(place, Enumerable.Repeat((byte)"[{\"0 "[random.Next(5)], random.Next(200)));
                break;
            default:
                bytes.RemoveRange(place, random.Next(2) * length);
                bytes.InsertRange(place, Pieces[random.Next(Pieces.Length)]);
                break;
        }
    }
}
