using System.Globalization;
using System.Text;
using System.Text.Json;
using OpenLedger.Attribution.Merkle;
using OpenLedger.Attribution.Tests.Merkle;

namespace OpenLedger.Attribution.Tests.Foreign;

public class ForeignVerifierTests
{
    [Fact]
    public void Proofs_InPython_HoldAndFailAlike()
    {
        var trees = new StringBuilder();
        var proofs = 0;
        foreach (var size in Enumerable.Range(0, 35).Concat([63, 64, 65, 100, 127, 128, 129, 255, 256, 257]))
        {
            var entries = Enumerable.Range(0, size).Select(Reference.Entry).ToArray();
            var tree = MerkleTree.Of(entries.Select(entry => Hash.OfLeaf(entry)));
            var shown = Enumerable.Range(0, size).SelectMany(index => Shown(tree, index)).ToList();
            proofs += shown.Count;
            trees.AppendLine(JsonSerializer.Serialize(new { entries = entries.Select(Convert.ToHexString), root = tree.Root.ToString(), proofs = shown }));
        }

        var printed = ForeignProgram.Run("python3", trees.ToString(), Path.Combine(AppContext.BaseDirectory, "Foreign", "verify.py"));

        Assert.Equal(proofs, int.Parse(printed.Trim(), CultureInfo.InvariantCulture));
    }

    /// <summary>Each proof as it is, and with one bit of one hash turned.</summary>
    private static IEnumerable<object> Shown(MerkleTree tree, int index)
    {
        var path = tree.ProveInclusion(index).Path;
        yield return new { index, holds = true, path = path.Select(node => node.ToString()) };
        if (path.Count > 0)
        {
            yield return new { index, holds = false, path = path.Select((node, at) => at == index % path.Count ? Reference.Flip(node, index).ToString() : node.ToString()) };
        }
    }
}
