using System.Reflection;
using System.Text;
using Matchmaking.Api.Setup;
using Matchmaking.Core.Storage;
using Matchmaking.Core.Taxonomies;
using NUnit.Framework;

namespace Matchmaking.Tests.Architecture;

/// <summary>Files that travel inside the assemblies.</summary>
internal sealed class EmbeddedResourceTests
{
    private static IEnumerable<Assembly> Assemblies => [typeof(IDatabase).Assembly, Assembly.Load("Matchmaking.Ranking"), typeof(Settings).Assembly];

    [TestCaseSource(nameof(Assemblies))]
    public async Task Resources_OfAnAssembly_LoadAsText(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames())
        {
            await using var stream = assembly.GetManifestResourceStream(name)!;
            using var reader = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));

            Assert.That(await reader.ReadToEndAsync(), Is.Not.Empty, name);
        }
    }

    [Test]
    public void Resources_ThatTheCoreNeeds_AreThere()
    {
        var names = typeof(IDatabase).Assembly.GetManifestResourceNames();

        Assert.That(names, Has.Some.EndsWith(".Migrations.Sqlite.0001_initial.sql"));
        Assert.That(() => Taxonomy.Load(), Throws.Nothing);
    }
}
