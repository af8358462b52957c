using TorchSharp;

namespace OpenLedger.Training.Tests;

public class TensorsLoadTests
{
    [Fact]
    public void Libtorch_OnThisMachine_Loads()
    {
        using var two = torch.ones(2, 2).matmul(torch.ones(2, 2));

        Assert.Equal(2f, two[0, 0].item<float>());
    }
}
