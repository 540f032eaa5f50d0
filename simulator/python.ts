import { pythonWith } from "./python-package";

/**
 * A Python that has the pinned moto.
 *
 * @param onProgress called when something takes long
 * @param folder holds requirements.txt, and receives the virtual environment
 * @throws Failure when there is no Python 3, or moto cannot be installed
 */
export function pythonWithMoto(onProgress: (message: string) => void, folder = "simulator"): Promise<string> {
  return pythonWith({ name: "moto", modules: ["flask", "flask_cors"], folder, user: "the local AWS" }, onProgress);
}
