from xiezhi_desk.ui.app import DeskApp, late

MODELS = "xiezhi_desk.dashboards.selectors.models"


class Dashboards(DeskApp):
    name = "xiezhi_desk.dashboards"

    def ready(self) -> None:
        from xiezhi_desk.models.slots import ListFigure, ModelPart, list_figures, model_parts

        model_parts.append(ModelPart("dashboards/parts/model.html", late(f"{MODELS}.part")))
        list_figures.append(
            ListFigure("核查属实率", "Precision when read", late(f"{MODELS}.list_figure"))
        )
