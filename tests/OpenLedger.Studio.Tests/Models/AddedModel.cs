using OpenLedger.Studio.Features.Models;

namespace OpenLedger.Studio.Tests.Models;

/// <summary>Models that tests add.</summary>
internal static class AddedModel
{
    /// <summary>A copy of a bundled model without its suggestions, in a folder of its own.</summary>
    public static string Copy(TemporaryFolder folder, string model = "nano-qwen", string name = "my-model")
    {
        var target = folder.File(name);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(Checkout.Model(model)).Where(file => Path.GetFileName(file) is not ("studio.json" or "training.json")))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    public static async Task<StudioModel> UploadAsync(ModelsHouse house, string name = "My model")
    {
        var arrival = await house.ArriveAsync(ModelsHouse.Zip(Checkout.Model("nano-qwen"), "nano/", ("studio.json", null)));
        var receipt = await house.Arrivals.AcceptAsync(house.Trainer, arrival.Id, name, null);
        return house.Desk.Find(receipt.Id!)!;
    }
}
