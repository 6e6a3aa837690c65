"""A kind of contract for import-linter whose list of modules is the tree itself: a new room is inside it at once."""

from importlinter import Contract, ContractCheck, fields, output


class OnlyIn(Contract):
    """Some packages are imported in the named rooms and nowhere else."""

    type_name = "only_in"

    packages = fields.SetField(subfield=fields.StringField())
    rooms = fields.SetField(subfield=fields.StringField())

    def check(self, graph, verbose):
        found = [
            (importer, package)
            for package in sorted(self.packages & graph.modules)  # one that nobody imports is not there
            for importer in sorted(graph.find_modules_that_directly_import(package))
            if not any(importer == room or importer.startswith(f"{room}.") for room in self.rooms)
        ]
        return ContractCheck(kept=not found, metadata={"found": found})

    def render_broken_contract(self, check):
        for importer, package in check.metadata["found"]:
            output.print_error(
                f"{importer} imports {package}, which only {', '.join(sorted(self.rooms))} may."
            )
